#include "daemon/cli/progress_bar.h"

#include "base/utf8.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace ogi::daemon {

namespace {

constexpr std::size_t bar_places = 24;
constexpr std::size_t width_unknown = 80;

// "3.1", with one digit after the point; whole numbers from ten on.
std::string rate_text(std::uint64_t visits, std::chrono::milliseconds elapsed) {
    const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed.count(), 1));
    const auto tenths = visits * 10'000 / ms;
    if (tenths >= 100) return std::to_string(tenths / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// The beginning of `text` that fits into `width` places.
std::string cut(std::string text, std::size_t width) {
    if (display_width(text) <= width) return text;
    std::size_t end = 0, places = 0;
    while (end < text.size()) {
        const auto rest = std::string_view{text}.substr(end);
        const auto length = base::decode_utf8(rest).length;
        places += display_width(rest.substr(0, length));
        if (places >= width) break;  // Leaves a place for the mark.
        end += length;
    }
    return text.substr(0, end) + "…";
}

std::size_t terminal_width() {
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return width_unknown;
    return size.ws_col;
}

std::string bar_of(std::uint64_t done, std::uint64_t all, std::chrono::milliseconds elapsed) {
    const auto filled = static_cast<std::size_t>(done * bar_places / std::max<std::uint64_t>(all, 1));
    std::string text = "[";
    for (std::size_t i = 0; i < bar_places; ++i) text += i < filled ? "█" : "·";
    return text + "] " + std::to_string(done) + "/" + std::to_string(all) + "  " + rate_text(done, elapsed) +
           " pages/s";
}

}  // namespace

std::string progress_text(const RecrawlProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t width) {
    const auto done = progress.totals.visits;
    auto text = bar_of(done, done + progress.open, elapsed);
    if (!progress.waiting_for.empty()) text += "  " + on_one_line(progress.waiting_for);
    return cut(std::move(text), width);
}

std::string progress_text(const ReplayProgress& progress, std::chrono::milliseconds elapsed,
                          std::size_t width) {
    auto text = bar_of(progress.done, progress.all, elapsed);
    return cut(text + "  " + std::to_string(progress.changes) + " changes", width);
}

ProgressBar::ProgressBar() : visible_{isatty(STDERR_FILENO) != 0 && !is_quiet()} {}

ProgressBar::~ProgressBar() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

std::chrono::milliseconds ProgressBar::elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began_);
}

// A full line would wrap.
std::size_t ProgressBar::width() {
    return terminal_width() - 1;
}

void ProgressBar::draw(const std::string& text) {
    const auto line = "\r" + text + "\x1b[K";
    std::fputs(line.c_str(), stderr);
    drawn_ = true;
}

}  // namespace ogi::daemon
