# The two commands are `make run` and `make test`; every target is one line that calls the real tool.
.PHONY: run test assets lint

run: ; @bash checks/tools/run.sh
test: ; @bash checks/tools/test.sh
assets: ; @bash checks/tools/assets.sh
lint: ; @bash checks/tools/test.sh fmt clippy xtask
