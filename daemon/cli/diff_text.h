#pragma once

#include <boost/json/object.hpp>

#include <iosfwd>
#include <string>

namespace ogi::daemon {

enum class Colour { no, yes };

// Only on a terminal, and where NO_COLOR is not set (no-color.org) and TERM is not "dumb".
Colour colour_of(const std::ostream& out);

// What changed in the prose, as a person reads it: sentences under the heading of their section, what was
// taken out of them as [-…-], what was put in as {+…+}; in colour without the signs.
class DiffText {
  public:
    explicit DiffText(Colour colour) : colour_{colour} {}

    // A line of a diff with op "text" or "repetition".
    void add(const boost::json::object& line);
    const std::string& text() const { return text_; }

  private:
    void begin_section(const boost::json::object& line);
    void add_change(const boost::json::object& line);
    std::string marked(const boost::json::object& line, bool after) const;

    Colour colour_;
    std::string section_;  // The heading written last.
    std::string text_;
};

}  // namespace ogi::daemon
