#include "daemon/cli/commands.h"

int main(int argc, char** argv) {
    return ogi::daemon::run_ogi(argc, argv);
}
