#include "child.h"

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <stdexcept>
#include <vector>

namespace ogi::storage {

Child::Child(std::initializer_list<std::string> arguments) {
    int in[2];
    int out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0) throw std::runtime_error{"no pipe"};
    std::string program = OGI_STORE_CHILD;
    std::vector<std::string> words{arguments};
    std::vector<char*> argv{program.data()};
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error{"cannot fork"};
    if (pid_ == 0) {
        ::dup2(in[0], STDIN_FILENO);
        ::dup2(out[1], STDOUT_FILENO);
        for (const int descriptor : {in[0], in[1], out[0], out[1]}) ::close(descriptor);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
}

Child::~Child() {
    if (pid_ > 0) {
        kill();
        wait();
    }
    close_input();
    ::close(output_);
}

std::string Child::read_line() {
    std::string line;
    char c = 0;
    while (::read(output_, &c, 1) == 1 && c != '\n') line.push_back(c);
    return line;
}

void Child::kill() {
    ::kill(pid_, SIGKILL);
}

int Child::wait() {
    close_input();
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void Child::close_input() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

}  // namespace ogi::storage
