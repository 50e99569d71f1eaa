"""Shows every generated question that is answered wrongly, to see why.

`python -m benchmarks.misses [QUESTIONS_PER_KIND [SIZE_OF_MADE_UP_TABLE]]`; the real table without
a size.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.generated import QUESTION_KINDS, Table, questions_about
from benchmarks.ours import named_pledges
from benchmarks.quality import is_right
from benchmarks.tables import made_up_catalogue, real_catalogue
from benchmarks.unrelated import unrelated_to

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Print kind, faults, question, what was meant, and the title that was answered."""
    count = int(arguments[0]) if arguments else 40
    catalogue = made_up_catalogue(int(arguments[1])) if len(arguments) > 1 else real_catalogue()
    titles = {str(pledge.number): pledge.title for pledge in catalogue.pledges}
    table = Table(catalogue)
    for kind in QUESTION_KINDS:
        for faults in kind.faults:
            for question in questions_about(table, kind, faults, count):
                named = named_pledges(question.text, catalogue)
                if not is_right(question, named):
                    got = titles[named[0]] if named else "-"
                    print(kind.name, faults, question.text, question.meant, got, sep="\t")
    for unrelated in unrelated_to(catalogue):
        if named := named_pledges(unrelated.text, catalogue):
            print(unrelated.kind, "unrelated", unrelated.text, "-", titles[named[0]], sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
