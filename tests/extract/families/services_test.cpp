#include "following.h"

#include <gtest/gtest.h>

// Lists that are JSON: UCAP, jpaas, gkmlpt, 开普.
namespace ogi::extract {
namespace {

using model::PageRole;

const std::string site = "http://www.example.gov.cn";

TEST(Ucap, ReadsTheListThatAScriptHolds) {
    constexpr std::string_view page = R"(<html><title>政府信息公开年报</title><script>
        var listData = {
          articleList: [{"title":"某局2023年政府信息公开工作年度报告","pubDate":"2024-01-20 10:00",
             "urls":"{\"pc\":\"/x/col/col1/content/content_1.html\"}","showTitle":"<p>某局</p>",
             "articleFiles":[{"fileName":"某局2023年政府信息公开年报.pdf","url":"/doc/ucap/1/W.pdf"},{}]},
            {"title":"某局2023年年度报告解读","urls":"{\"pc\":\"/x/col/col1/content/content_2.html\"}"},
            {"title":"会议","urls":"","articleFiles":[{}]}],
        };</script></html>)";
    EXPECT_EQ(followed(site + "/x/col/col1/index.html", std::string{page}),
              "report /x/col/col1/content/content_1.html\nreport /doc/ucap/1/W.pdf\n");
}

TEST(Jpaas, AsksThePublishServerForTheListAndForEachOfItsPages) {
    constexpr std::string_view page = R"(<html><title>政府信息公开年报</title>
        <div queryData="{'parseType':'bulidstatic','webId':'29e9','tplSetId':'5c30','pageType':'column',
        'tagId':'内容区域','editType':'null','pageId':'bf39'}"></div>)";
    const std::string service =
        "/api-gateway/jpaas-publish-server/front/page/build/unit?parseType=bulidstatic&webId=29e9&"
        "tplSetId=5c30&pageType=column&tagId=%E5%86%85%E5%AE%B9%E5%8C%BA%E5%9F%9F&editType=null&"
        "pageId=bf39&paramJson=";
    const auto page_of = [&](int number) {
        const auto written =
            service + "%7B%22pageNo%22%3A" + std::to_string(number) + "%2C%22pageSize%22%3A15%7D";
        return std::string{base::Url::parse(site + written).value().path_and_query()};
    };
    EXPECT_EQ(followed(site + "/xxgk/nb/index.html", std::string{page}), "list " + page_of(1) + "\n");
    constexpr std::string_view answer =
        R"({"success":true,"data":{"html":"<ul><li><a href=\"/art/1.html\">2020年政府信息公开年报</a></li>)"
        R"(</ul><div count=\"31\" rows=\"15\"></div>"}})";
    EXPECT_EQ(followed(site + page_of(1), std::string{answer}),
              "report /art/1.html\nlist " + page_of(2) + "\nlist " + page_of(3) + "\n");
}

constexpr std::string_view platform = R"(<html><title>某市教育局政府信息公开平台</title><script>
    window._CONFIG = { SID: '200025', APP_URL: '', TREE: [{"id":1,"name":"机构职能","children":[]},
      {"id":5,"name":"其他法定信息","children":[{"id":721,"name":"政府信息公开年报","children":[]},
      {"id":722,"name":"统计年报"},{"id":723,"name":"年度报告"}]}] };</script></html>)";

TEST(Gkmlpt, FindsTheColumnsOfAnnualReportsInTheTree) {
    EXPECT_EQ(followed(site + "/jyj/gkmlpt/index", std::string{platform}, PageRole::entry),
              "list /jyj/gkmlpt/api/all/721?page=1&sid=200025\n"
              "list /jyj/gkmlpt/api/all/723?page=1&sid=200025\n");
}

TEST(Gkmlpt, AsksForTheColumnThatItsPageIsAbout) {
    for (const std::string_view column : {"COLUMN:{id: 4321, name:'政府信息公开年报'}", "COLUMN_ID = 4321",
                                          "\"COLUMN\": {\"name\": \"x\", \"id\": \"4321\"}"}) {
        const auto page = "<title>政府信息公开年报</title><script>window._CONFIG = {SID: '200025', " +
                          std::string{column} + "}</script>";
        EXPECT_EQ(followed(site + "/gkmlpt/index", page, PageRole::entry),
                  "list /gkmlpt/api/all/4321?page=1&sid=200025\n")
            << column;
    }
    // On a page that is not called so, the column's name says it.
    const auto index = [](std::string_view name) {
        return "<title>政府信息公开平台</title><script>window._CONFIG = {SID: '200025', COLUMN:{id: 4321, "
               "name:'" +
               std::string{name} + "'}}; var COLUMN_ID = 4321;</script>";
    };
    EXPECT_EQ(followed(site + "/gkmlpt/index", index("政府信息公开年报"), PageRole::entry),
              "list /gkmlpt/api/all/4321?page=1&sid=200025\n");
    EXPECT_EQ(followed(site + "/gkmlpt/index", index("通知公告"), PageRole::entry), "");
}

TEST(Gkmlpt, ReadsAnAnswerAndAsksForAllItsPages) {
    constexpr std::string_view answer =
        R"({"total": 201, "articles": [{"title":"某局2020年政府信息公开工作年度报告",
            "url":"http:\/\/www.example.gov.cn\/gkmlpt\/content\/8\/8766\/post_1.html","created_at":"x"},
            {"title":"2019年度报告","post_url":"/gkmlpt/content/1/2/post_2.html"},
            {"title":"通知","url":"/3.html"}, 7]})";
    EXPECT_EQ(followed(site + "/gkmlpt/api/all/721?page=1&sid=200025", std::string{answer}),
              "report /gkmlpt/content/8/8766/post_1.html\n"
              "report /gkmlpt/content/1/2/post_2.html\n"
              "list /gkmlpt/api/all/721?page=2&sid=200025\n"
              "list /gkmlpt/api/all/721?page=3&sid=200025\n");
}

TEST(Gkmlpt, SaysNothingElsewhere) {
    EXPECT_EQ(followed(site + "/index.html", std::string{platform}, PageRole::entry), "");
}

TEST(Kaipu, ReadsTheAnswerOfItsSearch) {
    constexpr std::string_view answer =
        R"({"data":{"total":"45","rows":20,"page":1,
            "results":[{"title":"2020年政府信息公开年报","url":"/jyt/c1/1.shtml"}]}})";
    const std::string service = "/common/search/77b4ad617c73434dba6491e1de8a615a?_isJson=true&page=";
    EXPECT_EQ(followed(site + service + "1", std::string{answer}),
              "report /jyt/c1/1.shtml\nlist " + service + "2\nlist " + service + "3\n");
}

TEST(Services, AreNotReadFromWhatIsBroken) {
    for (std::string_view broken :
         {"{", "{\"articles\":", "[[[[", "{\"total\":1,\"articles\":{}}", "{\"data\":[]}", "null", ""}) {
        for (std::string_view address : {"/gkmlpt/api/all/1?page=1&sid=1", "/common/search/1",
                                         "/api-gateway/jpaas-publish-server/front/page/build/unit?a=1"}) {
            const auto reading = read_list(snapshot_of(std::string{broken}, site + std::string{address}));
            EXPECT_FALSE(reading.is_answer) << broken;
            EXPECT_TRUE(reading.links.empty()) << broken;
        }
    }
    const auto deep = std::string(100'000, '[');
    EXPECT_FALSE(read_list(snapshot_of(deep, site + "/gkmlpt/api/all/1")).is_answer);
}

}  // namespace
}  // namespace ogi::extract
