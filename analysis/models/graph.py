"""ONNX graphs, written node by node: what the encoder and the sentiment models share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

IR_VERSION = 8  # the one that came with opset 17, so older runtimes read it too

Sizes = Mapping[str, tuple[DTypeLike, Sequence[int | str]]]


@dataclass
class Graph:
    """Nodes and constants, as they are written."""

    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, NDArray[Any]] = field(default_factory=dict)

    def add(
        self,
        operator: str,
        *inputs: str,
        name: str = "",
        domain: str = "",
        **attributes: int | float | str | list[int],
    ) -> str:
        """Add a node and return the name of its output."""
        from onnx import helper

        output = name or f"{operator}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(
                operator, list(inputs), [output], domain=domain or None, **attributes
            )
        )
        return output

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Keep an array under a name and return the name."""
        self.constants[name] = np.asarray(value, order="C")
        return name

    def norm(
        self, weights: Mapping[str, NDArray[Any]], name: str, given: str, *, epsilon: float
    ) -> str:
        """Layer-normalise over the last axis."""
        gain, offset = (
            self.constant(f"{name}.{kind}", weights[f"{name}.{kind}"])
            for kind in ("weight", "bias")
        )
        return self.add("LayerNormalization", given, gain, offset, axis=-1, epsilon=epsilon)

    def serialise(
        self, name: str, *, inputs: Sizes, outputs: Sizes, operators: Mapping[str, int]
    ) -> bytes:
        """Return the model's bytes, checked by onnx.

        Parameters
        ----------
        name : str
            Of the graph.
        inputs, outputs : mapping of name to (dtype, sizes)
            A size is a number, or a name where it varies.
        operators : mapping of domain to version
            The sets of operators; "" is that of ONNX.
        """
        from onnx import checker, helper, numpy_helper

        given, wanted = (
            [
                helper.make_tensor_value_info(
                    each, helper.np_dtype_to_tensor_dtype(np.dtype(dtype)), sizes
                )
                for each, (dtype, sizes) in values.items()
            ]
            for values in (inputs, outputs)
        )
        kept = [numpy_helper.from_array(v, name=k) for k, v in self.constants.items()]
        model = helper.make_model(
            helper.make_graph(self.nodes, name, given, wanted, kept),
            opset_imports=[helper.make_opsetid(*each) for each in operators.items()],
            ir_version=IR_VERSION,
            producer_name="tellings",
        )
        checker.check_model(model)
        return bytes(model.SerializeToString())
