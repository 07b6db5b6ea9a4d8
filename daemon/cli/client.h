#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace ogi::daemon {

// A connection to a running daemon over its control socket. Waits as long as the daemon does.
class Client {
  public:
    // nullopt where no daemon listens there. Fails with `io` where the socket exists and may not be used.
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
    std::unique_ptr<Connection> connection_;
};

}  // namespace ogi::daemon
