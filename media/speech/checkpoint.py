"""A Whisper model of CTranslate2 (what faster-whisper reads) rewritten as a checkpoint that openai-whisper loads.

Both hold the same tensors under other names; CTranslate2 stacks query, key and value in one matrix. The binary layout
is that of CTranslate2's `Model::load`, version 6: names and numbers little-endian, strings with their length and a NUL.
"""

import struct
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch

DTYPES = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}
Variables = dict[str, np.ndarray]
State = dict[str, torch.Tensor]


def convert(model: Path) -> dict[str, Any]:
    """`{"dims", "model_state_dict"}` in half precision. ValueError if the file is cut, quantised or another model."""
    variables = read_variables(model)
    if any(name.endswith("weight_scale") for name in variables):
        raise ValueError(f"{model} is quantised")
    state = {**_encoder(variables), **_decoder(variables)}
    return {"dims": _dims(variables), "model_state_dict": {name: tensor.half() for name, tensor in state.items()}}


def read_variables(model: Path) -> Variables:
    with model.open("rb") as file:
        version, spec, _revision, count = _number(file, "I"), _text(file), _number(file, "I"), _number(file, "I")
        if (version, spec) != (6, "WhisperSpec"):
            raise ValueError(f"{model} is no Whisper model of CTranslate2: {spec} {version}")
        return dict(_variable(file) for _each in range(count))


def _exactly(file: BinaryIO, size: int) -> bytes:
    read = file.read(size)
    if len(read) < size:
        raise ValueError("the model ends too early")
    return read


def _number(file: BinaryIO, code: str) -> int:
    return struct.unpack(f"<{code}", _exactly(file, struct.calcsize(f"<{code}")))[0]


def _text(file: BinaryIO) -> str:
    return _exactly(file, _number(file, "H"))[:-1].decode()


def _variable(file: BinaryIO) -> tuple[str, np.ndarray]:
    name = _text(file)
    shape = [_number(file, "I") for _each in range(_number(file, "B"))]
    dtype = DTYPES[_number(file, "B")]
    return name, np.frombuffer(_exactly(file, _number(file, "I")), dtype=dtype).reshape(shape)


def _tensor(variables: Variables, name: str) -> torch.Tensor:
    return torch.from_numpy(variables[name].astype(np.float32))


def _linear(variables: Variables, ours: str, theirs: str) -> State:
    return {
        f"{ours}.weight": _tensor(variables, f"{theirs}/weight"),
        f"{ours}.bias": _tensor(variables, f"{theirs}/bias"),
    }


def _norm(variables: Variables, ours: str, theirs: str) -> State:
    return {
        f"{ours}.weight": _tensor(variables, f"{theirs}/gamma"),
        f"{ours}.bias": _tensor(variables, f"{theirs}/beta"),
    }


def _stacked(variables: Variables, ours: str, theirs: str, parts: tuple[str, ...]) -> State:
    """The rows of one matrix, shared out. Whisper's keys have no bias: CTranslate2 fills it with zeros."""
    weights = _tensor(variables, f"{theirs}/weight").chunk(len(parts))
    biases = _tensor(variables, f"{theirs}/bias").chunk(len(parts))
    state = {}
    for part, weight, bias in zip(parts, weights, biases, strict=True):
        state[f"{ours}.{part}.weight"] = weight.clone()
        if part != "key":
            state[f"{ours}.{part}.bias"] = bias.clone()
    return state


def _block(variables: Variables, ours: str, theirs: str) -> State:
    return {
        **_norm(variables, f"{ours}.attn_ln", f"{theirs}/self_attention/layer_norm"),
        **_stacked(variables, f"{ours}.attn", f"{theirs}/self_attention/linear_0", ("query", "key", "value")),
        **_linear(variables, f"{ours}.attn.out", f"{theirs}/self_attention/linear_1"),
        **_norm(variables, f"{ours}.mlp_ln", f"{theirs}/ffn/layer_norm"),
        **_linear(variables, f"{ours}.mlp.0", f"{theirs}/ffn/linear_0"),
        **_linear(variables, f"{ours}.mlp.2", f"{theirs}/ffn/linear_1"),
    }


def _cross_attention(variables: Variables, ours: str, theirs: str) -> State:
    return {
        **_norm(variables, f"{ours}.cross_attn_ln", f"{theirs}/attention/layer_norm"),
        **_linear(variables, f"{ours}.cross_attn.query", f"{theirs}/attention/linear_0"),
        **_stacked(variables, f"{ours}.cross_attn", f"{theirs}/attention/linear_1", ("key", "value")),
        **_linear(variables, f"{ours}.cross_attn.out", f"{theirs}/attention/linear_2"),
    }


def _encoder(variables: Variables) -> State:
    state = {
        "encoder.positional_embedding": _tensor(variables, "encoder/position_encodings/encodings"),
        **_linear(variables, "encoder.conv1", "encoder/conv1"),
        **_linear(variables, "encoder.conv2", "encoder/conv2"),
        **_norm(variables, "encoder.ln_post", "encoder/layer_norm"),
    }
    for layer in range(_layers(variables, "encoder")):
        state |= _block(variables, f"encoder.blocks.{layer}", f"encoder/layer_{layer}")
    return state


def _decoder(variables: Variables) -> State:
    state = {
        "decoder.positional_embedding": _tensor(variables, "decoder/position_encodings/encodings"),
        "decoder.token_embedding.weight": _tensor(variables, "decoder/embeddings/weight"),
        **_norm(variables, "decoder.ln", "decoder/layer_norm"),
    }
    for layer in range(_layers(variables, "decoder")):
        state |= _block(variables, f"decoder.blocks.{layer}", f"decoder/layer_{layer}")
        state |= _cross_attention(variables, f"decoder.blocks.{layer}", f"decoder/layer_{layer}")
    return state


def _layers(variables: Variables, side: str) -> int:
    return len({name.split("/")[1] for name in variables if name.startswith(f"{side}/layer_") and name.count("/") > 2})


def _dims(variables: Variables) -> dict[str, int]:
    audio_context, audio_state = variables["encoder/position_encodings/encodings"].shape
    text_context, text_state = variables["decoder/position_encodings/encodings"].shape
    return {
        "n_mels": variables["encoder/conv1/weight"].shape[1],
        "n_audio_ctx": audio_context,
        "n_audio_state": audio_state,
        "n_audio_head": int(variables["encoder/num_heads"]),
        "n_audio_layer": _layers(variables, "encoder"),
        "n_vocab": variables["decoder/embeddings/weight"].shape[0],
        "n_text_ctx": text_context,
        "n_text_state": text_state,
        "n_text_head": int(variables["decoder/num_heads"]),
        "n_text_layer": _layers(variables, "decoder"),
    }
