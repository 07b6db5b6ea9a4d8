#pragma once

#include "archive/record_writer.h"
#include "base/time.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

inline base::UtcTime on_day(int day, int hour = 3) {
    return base::UtcTime{std::chrono::hours{24 * (18'700 + day) + hour}};  // From 2021-03-14 on.
}

// An HTTP response as another crawler would have archived it.
inline archive::Record archived(std::string_view url, base::UtcTime at, std::string_view body,
                                std::string_view headers = "Content-Type: text/html\r\n",
                                std::string_view status = "200 OK") {
    archive::Record record{.type = "response", .target_uri = std::string{url}, .date = at};
    record.content_type = "application/http; msgtype=response";
    record.block.append("HTTP/1.1 ")
        .append(status)
        .append("\r\n")
        .append(headers)
        .append("\r\n")
        .append(body);
    return record;
}

inline std::filesystem::path write_archive(const std::filesystem::path& path,
                                           const std::vector<archive::Record>& records) {
    std::ofstream file{path, std::ios::binary};
    archive::RecordWriter writer{file, path.extension() == ".gz" ? archive::RecordWriter::Compression::gzip
                                                                 : archive::RecordWriter::Compression::none};
    for (const auto& record : records) writer.write(record).value();
    return path;
}

inline std::filesystem::path write_text(const std::filesystem::path& path, std::string_view text) {
    std::ofstream{path, std::ios::binary} << text;
    return path;
}

}  // namespace ogi::daemon
