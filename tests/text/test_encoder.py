"""The sentence encoder: its files are the right ones, and it says the same on every processor and of every neighbour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offscript.find.opinions import network
from offscript.text import embed, encoder
from offscript.text.embedding import embed_published

SAID = "Генерал Рудин обвинил штаб в том, что батальон бросили без связи и снарядов у реки."


@pytest.mark.parametrize("name", ["pieces", "encoder", "published"])
def test_a_file_of_other_weights_is_refused(name: str) -> None:
    with pytest.raises(encoder.Corrupt, match=rf"{name}\.npz is not the file .* install offscript again"):
        encoder.weights("offscript.text", f"{name}.npz", "0" * 64)


def test_the_numbers_do_not_depend_on_the_processor() -> None:
    """Written down once with products taken whole; where a processor cuts them off, the second row is out by up to .07."""
    published = [0.02511, -0.01410, -0.03653, -0.07159, 0.05325, -0.03109]
    small = [0.02815, -0.01326, -0.04578, -0.06138, 0.04869, -0.02951]
    tuned = [-0.00792, 0.28297, -0.04947, 0.46169, -0.34628, -0.10371]
    assert np.allclose(embed_published([SAID])[0][:6], published, atol=2e-3)
    assert np.allclose(embed([SAID])[0][:6], small, atol=2e-3)
    assert np.allclose(network.model().read([SAID])[0].vectors[1][:6], tuned, atol=1e-2)


@settings(max_examples=20)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_any_text_has_a_vector_of_its_own(texts: list[str]) -> None:
    together = embed(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert all(np.array_equal(embed([text])[0], vector) for text, vector in zip(texts, together, strict=True))


def test_a_text_longer_than_anyone_writes_is_read_as_far_as_it_goes() -> None:
    assert np.array_equal(embed(["слово " * 2_000])[0], embed(["слово " * 3_000])[0])
