#include "following.h"

#include <gtest/gtest.h>

// 大汉: jpage with dataproxy, and the pages of xxgkAnnualReport.jsp.
namespace ogi::extract {
namespace {

using model::PageRole;

constexpr std::string_view column = "http://www.example.gov.cn/col/col1229/index.html";
constexpr std::string_view heading = "<html><title>政府信息公开年报</title>";

std::string record(std::string_view path, std::string_view title) {
    return "<record><![CDATA[\n<li><a target=\"_blank\" href=\"" + std::string{path} + "\" title=\"" +
           std::string{title} + "\">" + std::string{title.substr(0, 6)} +
           "...</a><b>2022-01-20</b></li>]]></record>\n";
}

constexpr std::string_view next_group =
    "<nextgroup><![CDATA[<a href=\"/module/web/jpage/dataproxy.jsp?page=1&amp;webid=110&amp;path=/&amp;"
    "columnid=1229&amp;unitid=486&amp;permissiontype=0\"></a>]]></nextgroup>";
constexpr std::string_view next_page =
    "list "
    "/module/web/jpage/dataproxy.jsp?page=1&webid=110&path=/&columnid=1229&unitid=486&permissiontype=0\n";

std::string datastore(std::string_view head, std::string_view records) {
    return "<datastore>" + std::string{head} + "<recordset>" + std::string{records} +
           "</recordset></datastore>";
}

std::string embedded(std::string_view store) {
    return "<div id=486><script type=\"text/xml\">" + std::string{store} + "</script></div>";
}

TEST(HanwebJpage, ReadsTheRecordsOfTheFirstPageAndAsksForTheNextGroup) {
    const auto records = record("/art/1.html", "某局2021年政府信息公开工作年度报告") +
                         record("/art/2.html", "关于召开会议的通知");
    EXPECT_EQ(followed(column, std::string{heading} + embedded(datastore(next_group, records))),
              "report /art/1.html\n" + std::string{next_page});
}

constexpr std::string_view settings =
    "<script>$(function(){ jQuery(\"#486\").jpage({themeName:'default', showMode:'full', totalRecord:100,\n"
    " openCookies:false, dataBefore:'', groupSize:3, proxyUrl:'/module/web/jpage/dataproxy.jsp',\n"
    " perPage:15, ajaxParam:{col:1,appid:'1',webid:60,path:'/',columnid:1229,unitid:'486',\n"
    " webname:'某市',permissiontype:0}}); });</script>";

TEST(HanwebJpage, AsksByPostForTheRangesThatThePageDoesNotHold) {
    std::string records;
    for (int i = 0; i < 45; ++i) records += record("/art/a" + std::to_string(i) + ".html", "会议");
    const auto page = std::string{heading} + embedded(datastore("", records)) + std::string{settings};
    const std::string address = "list /module/web/jpage/dataproxy.jsp?startrecord=";
    const std::string identity = "&perpage=15&webid=60&columnid=1229&unitid=486";
    const std::string form =
        " col=1&appid=1&webid=60&path=%2F&columnid=1229&unitid=486&webname=%E6%9F%90%E5%B8%82&"
        "permissiontype=0\n";
    EXPECT_EQ(followed(column, page),
              address + "46&endrecord=90" + identity + form + address + "91&endrecord=135" + identity + form);
}

TEST(HanwebJpage, ReadsRecordsThatAScriptKeepsAsStrings) {
    constexpr std::string_view script =
        "<script>var InitData9=['<li><a href=\\'/art/1.html\\'>2020年政府信息公开年报</a></li>'];"
        "$('#9').jpage({totalRecord:1,dataStore:InitData9,perPage:25,"
        "proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',ajaxParam:{columnid:9}});</script>";
    EXPECT_EQ(followed(column, std::string{heading} + std::string{script}), "report /art/1.html\n");
}

TEST(HanwebJpage, ReadsAnAnswerWhateverItsHeaderSays) {
    const auto answer =
        datastore("<totalrecord>31</totalrecord><totalpage>3</totalpage>" + std::string{next_group},
                  record("/art/2.html", "某局2019年政府信息公开工作年度报告"));
    const std::string service = "http://www.example.gov.cn/module/web/jpage/";
    for (const auto& body :
         {answer, "<?xml version='1.0' encoding='utf-8' ?>\n" + answer, "\xEF\xBB\xBF" + answer}) {
        EXPECT_EQ(followed(service + "dataproxy.jsp?page=0&columnid=1229", body),
                  "report /art/2.html\n" + std::string{next_page});
        // Of ranges all are known already.
        EXPECT_EQ(followed(service + "morecolumndataproxy.jsp?startrecord=46&endrecord=90", body),
                  "report /art/2.html\n");
    }
}

TEST(HanwebJpage, FollowsNoOtherColumnsOfAHomePage) {
    const auto page = "<html><title>某市</title>" +
                      embedded(datastore(next_group, record("/art/2.html", "会议"))) + std::string{settings};
    EXPECT_EQ(followed("http://www.example.gov.cn/", page, PageRole::entry), "");
}

TEST(HanwebJpage, IsBoundedWhateverThePageSays) {
    const auto huge = std::string{heading} +
                      "<script>x.jpage({totalRecord:2000000000,perPage:1,groupSize:1,proxyUrl:'/p.jsp',"
                      "ajaxParam:{}})</script>";
    EXPECT_EQ(discovered(column, huge, PageRole::list).size(), 500U);
    for (std::string_view broken :
         {"<record><![CDATA[", "<record>", ".jpage({", ".jpage({ajaxParam:", "<nextgroup><![CDATA[<a href="})
        EXPECT_EQ(followed(column, std::string{broken}), "") << broken;
}

TEST(HanwebAnnualReport, OfAnAgencyIsKnownForEveryYearOnceOneIs) {
    const std::string path = "/module/xxgk/xxgkAnnualReport.jsp";
    const auto found =
        discovered("http://www.example.gov.cn/col/col9/index.html",
                   "<html><a href='" + path + "?fbtime=2020&area=11330300MB1'>某局</a>", PageRole::entry);
    ASSERT_EQ(found.size(), 18U);  // 2008 to 2025.
    EXPECT_EQ(found[0].url.path_and_query(), path + "?fbtime=2020&area=11330300MB1");
    EXPECT_EQ(found[1].url.path_and_query(), path + "?fbtime=2025&area=11330300MB1");
    EXPECT_EQ(found[17].url.path_and_query(), path + "?fbtime=2008&area=11330300MB1");
    for (const auto& report : found) EXPECT_EQ(report.role, PageRole::report);
}

TEST(HanwebAnnualReport, IsMadeUpForNoAgencyAndAtNoUnknownTime) {
    constexpr std::string_view home = "http://www.example.gov.cn/";
    EXPECT_EQ(followed(home, "<html><a href='/module/xxgk/xxgkAnnualReport.jsp'>年报</a>", PageRole::entry),
              "list /module/xxgk/xxgkAnnualReport.jsp\n");
    const auto snapshot =
        snapshot_of("<html><a href='/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2020'>x</a>", home);
    const auto document = read(snapshot.body, home);
    const auto listing = read_list(snapshot);
    EXPECT_EQ(discover({.document = document, .listing = listing, .url = snapshot.final_url}).size(), 1U);
}

}  // namespace
}  // namespace ogi::extract
