#pragma once

namespace ogi::daemon {

// The `ogi` command line. Returns its exit code (exit_code.h).
int run_ogi(int argc, char** argv);

}  // namespace ogi::daemon
