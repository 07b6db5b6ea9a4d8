#include "crawler/url_trap.h"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

namespace ogi::crawler {

namespace {

using Texts = std::vector<std::string_view>;

Texts split(std::string_view text, char separator) {
    Texts pieces;
    while (true) {
        const auto end = text.find(separator);
        if (const auto piece = text.substr(0, end); !piece.empty()) pieces.push_back(piece);
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

Texts directories_of(const base::Url& url) {
    const auto path = url.path();
    return split(path.substr(0, path.rfind('/') + 1), '/');
}

bool only_digits(std::span<const std::string_view> block) {
    return std::ranges::all_of(block, [](std::string_view piece) {
        return std::ranges::all_of(piece, [](char c) { return c >= '0' && c <= '9'; });
    });
}

// How often the block of `size` directories at `begin` stands there, one after the other.
std::size_t repeats(std::span<const std::string_view> all, std::size_t begin, std::size_t size) {
    const auto block = all.subspan(begin, size);
    std::size_t count = 1;
    for (auto next = begin + size; next + size <= all.size(); next += size, ++count) {
        if (!std::ranges::equal(all.subspan(next, size), block)) break;
    }
    return count;
}

bool path_repeats(const Texts& directories, std::size_t size, std::size_t most) {
    const std::span<const std::string_view> all{directories};
    for (std::size_t begin = 0; begin + size * (most + 1) <= all.size(); ++begin) {
        if (repeats(all, begin, size) > most && !only_digits(all.subspan(begin, size))) return true;
    }
    return false;
}

bool field_repeats(const Texts& fields) {
    std::map<std::string_view, std::size_t> counts;
    return std::ranges::any_of(fields, [&](std::string_view field) {
        return ++counts[field.substr(0, field.find('='))] > query_field_repeats_max;
    });
}

}  // namespace

std::optional<std::string_view> trap_in(const base::Url& url) {
    const auto directories = directories_of(url);
    if (directories.size() > path_depth_max) return "path_depth_max";
    if (path_repeats(directories, 1, directory_repeats_max)) return "directory_repeats_max";
    for (std::size_t size = 2; size * (block_repeats_max + 1) <= directories.size(); ++size) {
        if (path_repeats(directories, size, block_repeats_max)) return "block_repeats_max";
    }
    if (url.query().size() > query_bytes_max) return "query_bytes_max";
    const auto fields = split(url.query(), '&');
    if (fields.size() > query_fields_max) return "query_fields_max";
    if (field_repeats(fields)) return "query_field_repeats_max";
    return std::nullopt;
}

}  // namespace ogi::crawler
