#include "daemon/cli/output.h"

#include "base/utf8.h"
#include "daemon/cli/diff_text.h"
#include "daemon/cli/show_table.h"
#include "daemon/columns/columns.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

class NdjsonOutput : public Output {
  public:
    explicit NdjsonOutput(std::ostream& out) : out_{out} {}
    bool line(std::string_view text) override { return static_cast<bool>(out_ << text << '\n'); }
    void finish() override {}

  private:
    std::ostream& out_;
};

// An array; for a question about one report, the object itself.
class JsonOutput : public Output {
  public:
    JsonOutput(std::ostream& out, bool one) : out_{out}, one_{one} {}

    bool line(std::string_view text) override {
        if (!one_) out_ << (empty_ ? "[\n" : ",\n");
        empty_ = false;
        return static_cast<bool>(out_ << text);
    }
    void finish() override {
        if (one_) {
            out_ << '\n';
        } else {
            out_ << (empty_ ? "[]\n" : "\n]\n");
        }
    }

  private:
    std::ostream& out_;
    bool one_;
    bool empty_ = true;
};

std::vector<std::string> fill(const std::vector<Column>& columns, const json::object& line) {
    std::vector<std::string> row;
    row.reserve(columns.size());
    for (const auto& column : columns) row.push_back(column.text(line));
    return row;
}

std::vector<std::string> titles_of(const std::vector<Column>& columns) {
    std::vector<std::string> titles;
    for (const auto& column : columns) titles.push_back(column.title);
    return titles;
}

class TableOutput : public Output {
  public:
    TableOutput(std::ostream& out, About about)
        : out_{out}, about_{about}, columns_{table_columns(about)}, prose_{colour_of(out)} {}

    bool line(std::string_view text) override {
        const auto object = json::parse(text).as_object();
        if (about_ == About::report) {
            write_report(out_, object);
        } else if (about_ == About::diff && is_prose(object)) {
            prose_.add(object);
        } else {
            rows_.push_back(fill(columns_, object));
        }
        return true;
    }
    void finish() override {
        if (about_ == About::status) return write_names_and_values();
        const bool tells_prose = !prose_.text().empty();
        if (about_ != About::report && !(tells_prose && rows_.empty()))
            write_table(out_, titles_of(columns_), std::move(rows_));
        out_ << prose_.text();
    }

  private:
    // Sentences are longer than a column.
    static bool is_prose(const json::object& line) {
        const auto op = text_at(line, "op");
        return op == "text" || op == "repetition";
    }

    // One thing with many columns is read from above to below.
    void write_names_and_values() {
        std::size_t width = 0;
        for (const auto& column : columns_) width = std::max(width, column.title.size());
        for (const auto& row : rows_) {
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                const auto& title = columns_[i].title;
                out_ << title << std::string(row[i].empty() ? 0 : width + 2 - title.size(), ' ') << row[i]
                     << '\n';
            }
        }
    }

    std::ostream& out_;
    About about_;
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
    DiffText prose_;
};

// CSV or TSV.
class RecordOutput : public Output {
  public:
    RecordOutput(std::ostream& out, OutputFormat format, About about)
        : out_{out}, format_{format}, about_{about}, columns_{csv_columns(about)} {}

    bool line(std::string_view text) override {
        begin();
        const auto object = json::parse(text).as_object();
        if (about_ == About::report) {
            for (const auto& row : cell_rows(object)) write_record(out_, format_, row);
        } else {
            write_record(out_, format_, fill(columns_, object));
        }
        return static_cast<bool>(out_);
    }
    void finish() override { begin(); }

  private:
    // The titles, once it is known that there is an answer.
    void begin() {
        if (has_begun_) return;
        has_begun_ = true;
        write_record(out_, format_, about_ == About::report ? cell_row_titles() : titles_of(columns_));
    }

    std::ostream& out_;
    OutputFormat format_;
    About about_;
    std::vector<Column> columns_;
    bool has_begun_ = false;
};

std::string value_text(const json::value& value) {
    if (value.is_string()) return value.as_string().c_str();
    return value.is_null() ? std::string{} : json::serialize(value);
}

}  // namespace

const std::map<std::string, OutputFormat>& output_formats() {
    static const std::map<std::string, OutputFormat> formats = {{"table", OutputFormat::table},
                                                                {"json", OutputFormat::json},
                                                                {"ndjson", OutputFormat::ndjson},
                                                                {"csv", OutputFormat::csv},
                                                                {"tsv", OutputFormat::tsv}};
    return formats;
}

std::unique_ptr<Output> make_output(OutputFormat format, About about, std::ostream& out) {
    switch (format) {
        case OutputFormat::table:
            return std::make_unique<TableOutput>(out, about);
        case OutputFormat::json:
            return std::make_unique<JsonOutput>(out, about == About::report || about == About::status);
        case OutputFormat::ndjson:
        case OutputFormat::json_patch:
            return std::make_unique<NdjsonOutput>(out);
        case OutputFormat::csv:
        case OutputFormat::tsv:
            return std::make_unique<RecordOutput>(out, format, about);
    }
    return nullptr;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        // Han, kana, full-width forms and CJK punctuation (Unicode's East Asian Width W and F).
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                          (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                          (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                          (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        width += wide ? 2 : 1;
    }
    return width;
}

std::string on_one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return text;
}

void write_table(std::ostream& out, const std::vector<std::string>& titles,
                 std::vector<std::vector<std::string>> rows) {
    for (auto& row : rows) {
        for (auto& text : row) text = on_one_line(std::move(text));
    }
    std::vector<std::size_t> widths;
    for (const auto& title : titles) widths.push_back(display_width(title));
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    const auto write_row = [&](const std::vector<std::string>& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out << row[i];
            if (i + 1 < row.size()) out << std::string(widths[i] - display_width(row[i]) + 2, ' ');
        }
        out << '\n';
    };
    const bool titled = std::ranges::any_of(titles, [](const std::string& title) { return !title.empty(); });
    if (titled) write_row(titles);
    for (const auto& row : rows) write_row(row);
}

void write_csv_row(std::ostream& out, const std::vector<std::string>& values) {
    bool first = true;
    for (const auto& value : values) {
        if (!first) out << ',';
        first = false;
        if (value.find_first_of(",\"\r\n") == std::string::npos) {
            out << value;
            continue;
        }
        out << '"';
        for (const char c : value) {
            if (c == '"') out << '"';
            out << c;
        }
        out << '"';
    }
    out << '\n';
}

void write_tsv_row(std::ostream& out, const std::vector<std::string>& values) {
    bool first = true;
    for (const auto& value : values) {
        if (!first) out << '\t';
        first = false;
        for (const char c : value) {
            switch (c) {
                case '\t':
                    out << "\\t";
                    break;
                case '\n':
                    out << "\\n";
                    break;
                case '\r':
                    out << "\\r";
                    break;
                case '\\':
                    out << "\\\\";
                    break;
                default:
                    out << c;
            }
        }
    }
    out << '\n';
}

void write_record(std::ostream& out, OutputFormat format, const std::vector<std::string>& values) {
    format == OutputFormat::tsv ? write_tsv_row(out, values) : write_csv_row(out, values);
}

void write_members(std::ostream& out, OutputFormat format, const std::vector<std::string>& names,
                   const std::vector<std::string>& values) {
    if (format == OutputFormat::csv || format == OutputFormat::tsv) {
        write_record(out, format, names);
        write_record(out, format, values);
        return;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        out << (i == 0 ? "" : " ") << names[i] << '=' << (values[i].empty() ? "none" : values[i]);
    out << '\n';
}

void write_outcome(std::string_view object, OutputFormat format, std::ostream& out,
                   const std::string& words) {
    if (format == OutputFormat::json || format == OutputFormat::ndjson) {
        out << object << '\n';
        return;
    }
    if (format == OutputFormat::table && !words.empty()) {
        out << words << '\n';
        return;
    }
    std::vector<std::string> titles, values;
    const auto members = json::parse(object).as_object();
    for (const auto& [name, value] : members) {
        if (value.is_array()) continue;
        titles.emplace_back(name);
        values.push_back(value_text(value));
    }
    write_members(out, format, titles, values);
}

}  // namespace ogi::daemon
