#include "daemon/sinks/dead_letters.h"

#include "base/file_descriptor.h"
#include "base/json_writer.h"
#include "base/time.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ogi::daemon {

using base::Result;

Result<void> put_aside(const std::filesystem::path& file, std::string_view sink, const SinkEvent& event,
                       std::uint64_t tries, std::string_view why) {
    base::JsonWriter json;
    json.begin_object().field("sink", sink).field("put_aside_at", base::to_iso(base::utc_now()));
    json.field("tries", tries).field("why", why).key("event").raw(event.line).end_object();
    const auto line = json.take() + "\n";
    const auto refuse = [&](int problem) {
        return base::fail(base::ErrorCode::io,
                          "dead letters " + file.string() + ": " + std::generic_category().message(problem));
    };
    const base::FileDescriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640)};
    if (!out.open()) return refuse(errno);
    const auto written = ::write(out.get(), line.data(), line.size());
    if (written < 0) return refuse(errno);
    if (static_cast<std::size_t>(written) != line.size()) return refuse(ENOSPC);
    if (::fsync(out.get()) != 0) return refuse(errno);
    return {};
}

}  // namespace ogi::daemon
