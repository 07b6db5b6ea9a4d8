#include "truth.h"

#include <boost/json.hpp>

#include <array>
#include <fstream>
#include <set>
#include <utility>

// The generator names cells in words of the forms: "t3.不予公开.1.自然人".
namespace ogi::accuracy {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using Word = std::pair<std::string_view, std::string_view>;

constexpr Word items[] = {
    {"规章", "regulation"},    {"规范性文件", "normative_document"},
    {"行政许可", "license"},   {"其他对外管理服务事项", "other_service"},
    {"行政处罚", "penalty"},   {"行政强制", "coercion"},
    {"行政事业性收费", "fee"}, {"政府集中采购", "procurement"},
};
constexpr Word columns[] = {
    {"本年新制作数量", "made"},
    {"本年新公开数量", "disclosed"},
    {"对外公开总数量", "total_disclosed"},
    {"上一年项目数量", "items_prev_year"},
    {"本年增/减", "items_delta"},
    {"处理决定数量", "decisions"},
    {"本年处理决定数量", "decisions"},
    {"采购项目数量", "items"},
    {"采购总金额", "amount"},
    {"本年收费金额", "amount"},
    {"本年制发件数", "issued"},
    {"本年废止件数", "repealed"},
    {"现行有效件数", "in_force"},
};
constexpr Word rows[] = {
    {"新收", "new_received"},
    {"上年结转", "carried_in"},
    {"公开", "granted"},
    {"部分", "partially_granted"},
    {"不予公开.1", "denied_state_secret"},
    {"不予公开.2", "denied_other_law"},
    {"不予公开.3", "denied_three_security_one_stability"},
    {"不予公开.4", "denied_third_party"},
    {"不予公开.5", "denied_internal_affairs"},
    {"不予公开.6", "denied_process_info"},
    {"不予公开.7", "denied_enforcement_file"},
    {"不予公开.8", "denied_admin_inquiry"},
    {"无法提供.1", "unable_not_held"},
    {"无法提供.2", "unable_needs_creation"},
    {"无法提供.3", "unable_unclear_after_correction"},
    {"不予处理.1", "rejected_petition_complaint"},
    {"不予处理.2", "rejected_duplicate"},
    {"不予处理.3", "rejected_public_publication"},
    {"不予处理.4", "rejected_mass_repeated"},
    {"不予处理.5", "rejected_confirm_or_reissue"},
    {"其他处理", "other"},
    {"其他处理.1", "other_no_correction"},
    {"其他处理.2", "other_fee_unpaid"},
    {"其他处理.3", "other_other"},
    {"总计", "total_processed"},
    {"结转下年", "carried_out"},
};
constexpr Word applicants[] = {
    {"自然人", "natural_person"},
    {"商业企业", "commercial"},
    {"科研机构", "research"},
    {"社会公益组织", "social"},
    {"法律服务机构", "legal_service"},
    {"其他", "other_org"},
    {"总计", "total"},
};
constexpr Word disputes[] = {
    {"行政复议", "reconsideration"},
    {"未经复议直接起诉", "litigation.direct"},
    {"复议后起诉", "litigation.after_reconsideration"},
};
constexpr Word outcomes[] = {
    {"结果维持", "upheld"},  {"结果纠正", "corrected"}, {"其他结果", "other"},
    {"尚未审结", "pending"}, {"总计", "total"},
};

template <std::size_t N>
std::string id_of(const Word (&words)[N], std::string_view word) {
    for (const auto& [from, to] : words) {
        if (from == word) return std::string{to};
    }
    throw std::runtime_error{"unknown word " + std::string{word}};
}

std::string cell_id(std::string_view key) {
    const auto table = key.substr(0, 3);
    key.remove_prefix(3);
    const auto dot = key.rfind('.');
    const auto front = key.substr(0, dot), back = key.substr(dot + 1);
    if (table == "t2.") return "disclosure." + id_of(items, front) + "." + id_of(columns, back);
    if (table == "t3.") return "requests." + id_of(rows, front) + "." + id_of(applicants, back);
    return id_of(disputes, front) + "." + id_of(outcomes, back);
}

TrueCell true_cell(std::string text) {
    std::erase(text, ',');
    if (const auto number = model::Decimal::parse(text)) return {number, {}};
    if (text.empty()) return {{}, model::CellKind::blank};
    if (text == "/") return {{}, model::CellKind::slash};
    if (text == "—" || text == "-") return {{}, model::CellKind::dash};
    return {};
}

std::string generation_name(const json::value& form) {
    return form.is_int64() ? std::to_string(form.as_int64()) : "free";
}

Truth truth_of(const json::object& line, const fs::path& pages) {
    const auto text = [&](std::string_view key) { return std::string{line.at(key).as_string()}; };
    Truth truth;
    truth.url = text("url");
    const auto host = text("host");
    truth.name = truth.url.substr(truth.url.find(host));
    truth.document = pages / host / truth.url.substr(truth.url.find('/', truth.url.find(host)) + 1);
    truth.trap = text("quirk");
    truth.format = text("tmpl") + "/" + text("enc");
    truth.agency = text("agency");
    truth.year = static_cast<int>(line.at("year").as_int64());
    truth.published = text("pubdate");
    truth.generation = generation_name(line.at("fmt"));
    for (const auto& [key, value] : line.at("cells").as_object()) {
        truth.cells.emplace(cell_id(key), true_cell(std::string{value.as_string()}));
    }
    return truth;
}

// Lists, news and home pages.
void add_other_pages(std::vector<Truth>& truths, const fs::path& pages) {
    std::set<fs::path> reports;
    for (const auto& truth : truths) reports.insert(truth.document);
    std::set<fs::path> others;
    for (const auto& entry : fs::recursive_directory_iterator{pages}) {
        if (entry.path().extension() == ".html" && !reports.contains(entry.path()))
            others.insert(entry.path());
    }
    for (const auto& page : others) {
        Truth truth;
        truth.name = page.lexically_relative(pages).string();
        truth.url = "http://" + truth.name;
        truth.document = page;
        truth.trap = truth.format = "no report";
        truth.is_report = false;
        truths.push_back(std::move(truth));
    }
}

}  // namespace

base::Result<std::vector<Truth>> read_peers(const fs::path& folder) {
    const auto file = folder / "truth.jsonl";
    std::ifstream in{file, std::ios::binary};
    if (!in) return base::fail(base::ErrorCode::not_found, file.string());
    std::vector<Truth> truths;
    for (std::string line; std::getline(in, line);) {
        try {
            truths.push_back(truth_of(json::parse(line).as_object(), folder / "www"));
        } catch (const std::exception& error) {
            return base::fail(base::ErrorCode::malformed, file.string() + ": " + error.what());
        }
    }
    add_other_pages(truths, folder / "www");
    return truths;
}

}  // namespace ogi::accuracy
