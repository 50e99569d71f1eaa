"""Tests of the benchmarks: a wrong ruler measures nothing."""
