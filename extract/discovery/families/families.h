#pragma once

#include "extract/discovery/families/family.h"

// The families that are known, one file each.
namespace ogi::extract {

extern const Family trs;                   // 拓尔思 WCM.
extern const Family hanweb_jpage;          // 大汉: lists by jpage and dataproxy.
extern const Family hanweb_annual_report;  // 大汉: xxgkAnnualReport.jsp, one page an agency and year.
extern const Family ucap;                  // 大汉 UCAP: the list as JSON in the page.
extern const Family jpaas_unit;            // 大汉 jpaas: lists from its publish server.
extern const Family gkmlpt;                // 广东 government disclosure platform.
extern const Family kaipu;                 // 开普, c-code columns.
extern const Family lonsun;                // 龙讯 (安徽).
extern const Family vsb;                   // 博达.
extern const Family gongkai;               // 山东 and others: channels and docs under /gongkai/.
extern const Family nfcms;                 // 南方网.
extern const Family query_pager;           // ASP, PHP and JSP lists that count in the query.
extern const Family select_list;           // Links that are chosen from a list.
extern const Family written_list;          // Lists that a page writes into itself.
extern const Family pager_script;          // Pagers that scripts or buttons make.

}  // namespace ogi::extract
