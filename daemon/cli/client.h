#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace ogi::daemon {

// A connection to a running daemon over its control socket. Waits as long as the daemon does, once that has
// shown to be alive.
class Client {
  public:
    // For a sign of life, which a daemon that is well gives in milliseconds, however busy it is.
    static constexpr std::chrono::seconds patience{5};

    // nullopt where no daemon listens there. Fails with `io` where the socket exists and may not be used,
    // with `busy` where who listens gives no sign of life within `patience`.
    static base::Result<std::optional<Client>> connect(const std::filesystem::path& socket);

    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // Sends one request and gives the lines of the response's body to `sink`. Fails with the error that the
    // daemon answered, or with `io` where the connection broke.
    base::Result<void> ask(std::string_view method, const std::string& target, const LineSink& sink,
                           std::string body = {});

  private:
    struct Connection;
    explicit Client(std::unique_ptr<Connection> connection);
    base::Result<bool> gives_a_sign_of_life();
    base::Result<void> send(std::string_view method, const std::string& target, std::string body);
    base::Result<void> receive(const LineSink& sink);
    std::unique_ptr<Connection> connection_;
};

}  // namespace ogi::daemon
