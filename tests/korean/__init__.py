"""Tests of Korean text."""
