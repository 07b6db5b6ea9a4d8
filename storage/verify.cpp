#include "storage/verify.h"

#include "model/agency_json.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/verify_parts.h"

#include <algorithm>

namespace ogi::storage {

using base::ErrorCode;
using base::Result;

namespace {

Result<void> verify_meta(const Looking& looking) {
    Scan scan{looking.database, Family::meta};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++records;
    looking.count(Family::meta, records);
    for (const auto name : {meta_last_sequence, meta_last_host, meta_epoch}) {
        if (const auto number = looking.database.number_in_meta(name); !number)
            looking.findings.add(Fault::wrong_meta, "meta " + std::string{name}, number.error().context);
    }
    return looking.walked(scan, Family::meta);
}

Result<void> verify_robots(const Looking& looking) {
    Scan scan{looking.database, Family::robots};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        if (const auto robots = read_robots(scan.key(), scan.value()); !robots)
            looking.findings.add(Fault::unreadable_record, "robots.txt of " + std::string{scan.key()},
                                 robots.error().context);
    }
    looking.count(Family::robots, records);
    return looking.walked(scan, Family::robots);
}

Result<void> verify_agencies(const Looking& looking) {
    Scan scan{looking.database, Family::agencies};
    std::uint64_t records = 0;
    for (scan.seek({}); scan.valid(); scan.next(), ++records) {
        const auto agency = model::parse_agency_json(scan.value());
        if (!agency || agency->name != scan.key())
            looking.findings.add(Fault::unreadable_record, "agency " + std::string{scan.key()},
                                 agency ? "it is another record" : agency.error().context);
    }
    looking.count(Family::agencies, records);
    return looking.walked(scan, Family::agencies);
}

struct Part {
    std::string_view name;
    Result<void> (*verify)(const Looking&);
};

constexpr std::array parts = {
    Part{"meta", verify_meta},
    Part{"robots", verify_robots},
    Part{"agencies", verify_agencies},
    Part{"pages, schedule, hosts, prefixes and suspects", verify_pages},
    Part{"states, revisions and copies", verify_reports},
    Part{"the change log", verify_feed},
    Part{"the chain over it", verify_chain},
    Part{"consumers", verify_consumers},
    Part{"bodies, bases and captures", verify_bodies},
};

}  // namespace

void Looking::count(Family family, std::uint64_t records) const {
    verified.families.push_back({name_of(family), records});
}

Result<void> Looking::walked(const Scan& scan, Family family) const {
    for (const auto& place : scan.damage())
        findings.add(Fault::unreadable_block, "family " + std::string{name_of(family)}, place);
    const auto outcome = scan.outcome();
    if (!outcome && outcome.error().code != ErrorCode::malformed) return outcome.error();
    return {};
}

Result<Verified> verify(const Store& store, const VerifyOptions& options, Findings::Sink sink) {
    Verified verified;
    Findings findings{std::move(sink)};
    const Looking looking{store.database(), options, findings, verified};
    for (const auto& part : parts) {
        if (options.progress) options.progress(part.name);
        TRY_VOID(part.verify(looking));
    }
    verified.violations = findings.count();
    return verified;
}

}  // namespace ogi::storage
