"""Fit the regression of pairs on RuSentRel's articles.

`python training/opinions/relations.py --data DATA --encoder chosen.npz --out relations.toml`: articles are parted by folds; the
least probability told is chosen on the other folds. `--encoder` is a file as `packed.py` writes it; one made without an article's
labels gives honest figures for that article. Printed: F1 of articles that the encoder's split held out, from a regression fitted
on the others, and F1 over folds.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from records import NOBODY, Document, documents, split_of, spoken
from sklearn.linear_model import LogisticRegression

from offscript.find.opinions import network, relations
from offscript.find.opinions.relations import Weights, article, chances, features

GRID = np.arange(0.06, 0.40, 0.03)
STRENGTH = 0.02
FOLDS = 7


class Labelled:
    """An article: names of its pairs, their features, its opinions."""

    def __init__(self, document: Document) -> None:
        named = [(span, name) for span, name in document.named if name not in NOBODY]
        found = article(spoken(document.text), named)
        self.keys = sorted(found.meetings)
        self.rows = [features(found, key) for key in self.keys]
        self.opinions = document.opinions
        self.split = split_of(document.name)


def fitted(articles: list[Labelled]) -> Weights:
    """The regression on some articles."""
    rows = np.array([row for one in articles for row in one.rows])
    labels = [one.opinions.get(key, 0) for one in articles for key in one.keys]
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    told = LogisticRegression(C=STRENGTH, max_iter=2000).fit((rows - middle) / spread, labels)
    return Weights(middle, spread, told.coef_, told.intercept_, (0.0, 0.0))


def f1(one: Labelled, told: np.ndarray, least: tuple[float, float]) -> float:
    """Mean of the F1 of both classes in an article."""
    said = {}
    for key, (bad, _, good) in zip(one.keys, told, strict=True):
        if max(bad / least[0], good / least[1]) >= 1:
            said[key] = -1 if bad / least[0] > good / least[1] else 1
    scores = []
    for label in (1, -1):
        wanted, found = ({key for key, value in side.items() if value == label} for side in (one.opinions, said))
        scores.append(2 * len(wanted & found) / (len(wanted) + len(found)) if wanted or found else 0.0)
    return sum(scores) / 2


def chosen(articles: list[Labelled], told: list[np.ndarray]) -> tuple[float, float]:
    """Least probabilities that are best on some articles."""

    def score(least: tuple[float, float]) -> float:
        return float(np.mean([f1(one, each, least) for one, each in zip(articles, told, strict=True)]))

    return max(((a, b) for a in GRID for b in GRID), key=score)


def crossed(articles: list[Labelled], seed: int) -> tuple[list[np.ndarray], float]:
    """Probabilities of each article from the other folds, and F1 with thresholds of the other folds."""
    order = np.random.default_rng(seed).permutation(len(articles))
    folds = [set(order[start::FOLDS].tolist()) for start in range(FOLDS)]
    told: list[np.ndarray] = [np.zeros(0)] * len(articles)
    for fold in folds:
        given = fitted([one for place, one in enumerate(articles) if place not in fold])
        for place in fold:
            told[place] = chances(articles[place].rows, given)
    scores = []
    for fold in folds:
        rest = [place for place in range(len(articles)) if place not in fold]
        least = chosen([articles[place] for place in rest], [told[place] for place in rest])
        scores += [f1(articles[place], told[place], least) for place in fold]
    return told, float(np.mean(scores))


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    with np.load(given.encoder, allow_pickle=False) as content:
        held = network.Model({name: content[name] for name in content.files})
    relations.model = lambda: held  # type: ignore[assignment]
    articles = [Labelled(document) for document in documents(given.data / "rusentrel")]
    seen = [one for one in articles if one.split == "train"]
    unseen = [one for one in articles if one.split != "train"]
    first = fitted(seen)
    least = chosen(seen, crossed(seen, 0)[0])
    told, folds = crossed(articles, 0)
    final, cut = fitted(articles), chosen(articles, told)
    report = {
        "unseen": round(float(np.mean([f1(one, chances(one.rows, first), least) for one in unseen])), 4),
        "unseen_articles": len(unseen),
        "folds": round(folds, 4),
        "articles": len(articles),
    }
    lines = [
        f"{name} = {json.dumps(np.round(value, 5).tolist())}"
        for name, value in final._asdict().items()
        if name != "least"
    ]
    lines += [f"least_bad = {cut[0]:.3f}", f"least_good = {cut[1]:.3f}"]
    head = "# The regression of pairs; made by training/opinions/relations.py. Rows of weights: against, neither, for."
    given.out.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
