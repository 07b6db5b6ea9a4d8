#pragma once

#include "daemon/web/words.h"

#include <string>
#include <string_view>

// Where pages are. All of it is percent-encoded and may stand in a href.
namespace ogi::daemon {

// "/zh/coverage" for "/coverage".
std::string page_link(Language language, std::string_view path);

// Below the language: "/agencies/a-…", "/regions/4205", "/reports/NAME/2020", "/sources/NAME".
std::string agency_path(std::string_view id_or_name);
std::string region_path(std::string_view code);
std::string source_path(std::string_view name);
std::string report_path(std::string_view agency, int year);

// "?region=42&year=2020"; parameters without a value are left out.
class Query {
  public:
    Query& add(std::string_view name, std::string_view value);
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

// A segment of a path that is no name of ours, or a name or value of a query.
std::string percent_encoded(std::string_view text);

// Whether a browser may be sent there from a page of ours: http or https.
bool is_web_address(std::string_view url);

}  // namespace ogi::daemon
