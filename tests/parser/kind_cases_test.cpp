// What is a report and what only speaks of one. Every page has text enough to be taken for a report.
#include "parser/identity.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ogi::parser {
namespace {

// Prose as a report has it, under its headings.
constexpr std::string_view report_text =
    "一、总体情况\n本年度我单位按照条例要求，完善公开目录，规范审核流程，及时更新机构职能、规划计划、行政执法"
    "和财政资金等栏目，"
    "全年公开各类信息一百余条，利用公告栏和查阅点方便群众查询。\n二、主动公开政府信息情况\n公开行政规范性文件"
    "两件，办理行政许可"
    "十六件。\n三、收到和处理政府信息公开申请情况\n未收到申请。\n四、因政府信息公开工作被申请行政复议、提起行"
    "政诉讼情况\n未发生。\n"
    "五、存在的主要问题及改进情况\n更新不够及时，今后将加强培训和督促。\n六、其他需要报告的事项\n没有收取信息"
    "处理费。";
// Prose of another page that mentions reports.
constexpr std::string_view other_text =
    "各乡镇、各部门要提高认识，明确专人负责，按时完成政府信息公开工作年度报告的编制和发布。要核对数据，确保真"
    "实准确，表格填写完整，"
    "文字表述简洁。县政府办公室将对完成情况进行抽查，对逾期未发布的单位予以提醒，并纳入年终绩效。编制中遇到的"
    "问题请及时与"
    "县政府办公室沟通，联系电话附后。请各单位于一月二十五日前将电子版报送指定邮箱，逾期责任自负，不再另行催办"
    "。";

Identity page(std::string_view title, std::string_view text) {
    auto document = text_document(text);
    document.title = title;
    model::Block heading;
    heading.kind = model::BlockKind::heading;
    heading.text = title;
    document.blocks.insert(document.blocks.begin(), heading);
    return identify(document, {}, {});
}

TEST(KindCases, Reports) {
    for (const std::string_view title : {
             "长汀县水利局2021年政府信息公开工作年度报告",
             "长汀县水利局2021年政府信息公开年报",
             "长汀县水利局2012年政府信息公开工作总结",
             "关于长汀县水利局2021年度政务公开工作情况的报告",
             "2021年政府信息公开工作年度报告",
             "长汀县审计局2021年政府信息公开工作年度报告",
             "长汀县法治建设办公室2021年政府信息公开工作年度报告",
             "长汀县标准规范管理局2021年政府信息公开工作年度报告",
             "长汀县财政预算编审中心2021年政府信息公开工作年度报告",
             "长汀县水利局落实2020年整改意见暨2021年政府信息公开工作年度报告",
             "现公布长汀县水利局2021年政府信息公开工作年度报告",
             "长汀县发布中心2021年政府信息公开工作年度报告",
             "长汀县政务公开办公室2021年政府信息公开工作年度报告",
             "长汀县水利局2021年政府信息公开工作年度报告公示",
             "长汀县水利局关于公布2021年政府信息公开工作年度报告的公示",
             "长汀县安全生产监督管理局2015年政府信息公开年度报告",
             "长汀县行政执法局2015年政府信息公开年度报告",
             "政府信息公开年报",
         }) {
        const auto identity = page(title, report_text);
        EXPECT_TRUE(identity.is_report) << title << ": " << identity.reason;
    }
}

TEST(KindCases, PagesThatOnlySpeakOfReports) {
    struct Case {
        std::string_view title;
        std::string_view reason;
    };
    for (const auto& [title, reason] : {
             Case{"关于做好2021年政府信息公开工作年度报告编制发布工作的通知", "a notice"},
             Case{"关于印发2021年政府信息公开工作年度报告格式的通知", "a notice"},
             Case{"关于2021年度政府信息公开工作年度报告编制情况的通报", "a notice"},
             Case{"关于报送2021年政府信息公开工作年度报告的函", "a notice"},
             Case{"关于征求2021年政府信息公开工作年度报告意见的公告", "a notice"},
             Case{"2021年政府信息公开工作年度报告意见建议征集", "a notice"},
             Case{"关于2021年政府信息公开工作年度报告的批复", "a notice"},
             Case{"关于发布政府信息公开年度报告的倡议", "a notice"},
             Case{"长汀县2021年政府信息公开工作年度报告解读", "a reading aid"},
             Case{"一图读懂长汀县2021年政府信息公开工作年度报告", "a reading aid"},
             Case{"图解：长汀县2021年政府信息公开工作年度报告", "a reading aid"},
             Case{"《长汀县2021年政府信息公开工作年度报告》问答", "a reading aid"},
             Case{"长汀县政府信息公开工作年度报告制度", "rules"},
             Case{"政府信息公开工作年度报告编制办法", "rules"},
             Case{"政府信息公开年度报告填写说明", "rules"},
             Case{"政府信息公开工作年度报告模板", "rules"},
             Case{"政府信息公开工作年度报告样式", "rules"},
             Case{"长汀县政府信息公开指南及年度报告要求", "rules"},
             Case{"政府信息公开工作年度报告编制工作方案", "rules"},
             Case{"2021年政务公开第三方评估报告", "judged"},
             Case{"2021年政务公开工作考核情况报告", "judged"},
             Case{"长汀县政府信息公开自查报告", "judged"},
             Case{"长汀县政务公开整改落实情况报告", "judged"},
             Case{"长汀县政府信息公开社会评议报告", "judged"},
             Case{"长汀县举办政府信息公开工作年度报告编制培训会", "judged"},
             Case{"长汀县政府信息公开工作年度报告编制工作会议召开", "judged"},
             Case{"长汀县政府信息公开年度报告目录", "a list"},
             Case{"2021年政府信息公开工作年度报告汇总", "a list"},
             Case{"长汀县2021年上半年政府信息公开工作报告", "calendar year"},
             Case{"长汀县2021年第三季度政务公开工作情况报告", "calendar year"},
             Case{"某大学2020-2021学年信息公开年度报告", "calendar year"},
             Case{"长汀县人民政府网2021年政府网站工作年度报表", "web sites"},
             Case{"长汀县2021年政府网站和政务新媒体检查情况", "web sites"},
             Case{"长汀县2021年法治政府建设年度报告", "rule of law"},
             Case{"长汀县水利局2021年依法行政工作报告", "rule of law"},
             Case{"长汀县2021年政府工作报告", "another report"},
             Case{"长汀县2021年国民经济和社会发展统计公报", "another report"},
             Case{"长汀县水利局2021年部门决算公开", "final accounts"},
             Case{"长汀县2022年财政预算公开", "final accounts"},
             Case{"关于长汀县2021年财政预算执行情况的报告", "final accounts"},
             Case{"长汀县水利局2021年行政执法工作年度报告", "another report"},
             Case{"长汀县生态环境状况公报", "another report"},
             Case{"长汀县2021年审计工作报告", "another report"},
             Case{"长汀县福利院2021年法人年度报告", "another report"},
             Case{"长汀县2021年党务公开工作总结", "another report"},
             Case{"长汀县发布2021年政府信息公开工作年度报告", "news"},
             Case{"长汀县圆满完成政府信息公开工作年度报告", "news"},
             Case{"长汀县召开水利工作会", "no title, form or section"},
             Case{"关于做好防汛工作的通知", "a notice"},
             Case{"行政许可办事指南", "rules"},
         }) {
        const auto identity = page(title, other_text);
        EXPECT_FALSE(identity.is_report) << title;
        EXPECT_NE(identity.reason.find(reason), std::string::npos) << title << ": " << identity.reason;
    }
}

TEST(KindCases, ATitleThatIsOnlyALineOfText) {
    for (const std::string_view title : {
             "关于做好2021年政府信息公开工作年度报告编制发布工作的通知",
             "县政府办公室关于政府信息公开工作年度报告编制情况的通报",
             "长汀县政府信息公开工作年度报告制度",
             "长汀县2021年政府信息公开工作年度报告解读",
             "政府信息公开工作年度报告填报说明",
             "关于报送2021年政府信息公开工作年度报告的函",
         }) {
        const auto notice = std::string{title} + "\n" + std::string{other_text};
        EXPECT_FALSE(identify(text_document(notice), {}, {}).is_report) << title;
    }
    for (const std::string_view title : {
             "长汀县水利局2021年政府信息公开工作年度报告",
             "长汀县水利局关于2021年度政府信息公开工作情况的报告",
             "现将我局2021年政府信息公开工作情况报告如下",
         }) {
        const auto report = std::string{title} + "\n" + std::string{report_text};
        EXPECT_TRUE(identify(text_document(report), {}, {}).is_report) << title;
    }
}

TEST(KindCases, LettersListsErrorsAndEmptyPages) {
    struct Case {
        std::string_view title;
        std::string text;
        std::string_view reason;
    };
    const std::vector<Case> cases = {
        {"政府信息公开年报",
         "长汀县水利局2021年政府信息公开工作年度报告\n长汀县民政局2021年政府信息公开工作年度报告\n"
         "长汀县财政局2021年政府信息公开工作年度报告",
         "a list"},
        {"长汀县水利局2021年政府信息公开工作年度报告", "附件：长汀县水利局2021年政府信息公开工作年度报告.doc",
         "no text"},
        {"长汀县水利局2021年政府信息公开工作年度报告", "", "no text"},
        {"", "很抱歉，您访问的页面不存在，请返回首页。", "an error page"},
        {"404 Not Found", "页面找不到了", "an error page"},
        {"", "hi", "the page has no Chinese text"},
        {"", "", "the page has no text"},
        {"",
         "县政府办公室：\n根据工作安排，现将我局2021年政府信息公开工作年度报告随函报送，请审阅。附件：年度报"
         "告一份。"
         "我局将按照贵办意见继续修改完善，并于规定时间前在门户网站公布，请予支持。特此函达，此致敬礼，长汀县"
         "水利局，"
         "二〇二二年一月十日，联系人电话详见附件，抄送县档案馆和县图书馆各一份，谢谢支持和配合，盼复为感。",
         "a letter"},
    };
    for (const auto& [title, text, reason] : cases) {
        auto document = text_document(text);
        document.title = title;
        const auto identity = identify(document, {}, {});
        EXPECT_FALSE(identity.is_report) << text;
        EXPECT_NE(identity.reason.find(reason), std::string::npos) << text << ": " << identity.reason;
    }
}

TEST(KindCases, ANoticeWithTheFilledFormBelowIsTheReport) {
    CellReading reading;
    reading.generation = model::Generation::form_2021;
    auto document = text_document("现将报告公布如下。");
    document.title = "关于公布2021年政府信息公开工作年度报告的公告";
    for (int i = 0; i < 3; ++i) {
        auto& cell = reading.cells["requests.row" + std::to_string(i) + ".total"];
        cell.kind = model::CellKind::number;
        cell.value = model::Decimal::whole(i);
    }
    EXPECT_FALSE(identify(document, {}, reading).is_report) << "three figures may stand in an example";
    for (int i = 0; i < 30; ++i) {
        auto& cell = reading.cells["requests.row" + std::to_string(i) + ".total"];
        cell.kind = model::CellKind::number;
        cell.value = model::Decimal::whole(i);
    }
    EXPECT_TRUE(identify(document, {}, reading).is_report);
}

}  // namespace
}  // namespace ogi::parser
