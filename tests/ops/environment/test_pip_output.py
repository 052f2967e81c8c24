from ops.environment.pip_output import PipOutput


def test_the_current_step_is_read_from_pips_output() -> None:
    at = PipOutput().describe
    assert at("Collecting Django==5.2.19 (from -r requirements.txt (line 4))") == "looking for Django"
    assert at("Downloading daphne-4.2.3-py3-none-any.whl (28 kB)") == "fetching daphne-4.2.3"
    assert at("Processing /wheels/x_y-1.0.tar.gz (from -r requirements.txt)") == "fetching x_y-1.0"
    assert at("Building wheel for llama-cpp-python (pyproject.toml): started") == "building llama-cpp-python"
    assert at("[12/93] Building CXX object ggml.cpp.o") == "building llama-cpp-python: file 12 of 93"
    assert at("Installing collected packages: a, b, c") == "installing 3 packages"
    assert at("WARNING: something") is None
