"""Figures of an agency over the years, such that every identity of the national form holds.

A figure set is a dict from canonical cell id to int or Decimal. Nothing here knows how a table looks.
"""

import random
from decimal import Decimal

APPLICANTS = ("natural_person", "commercial", "research", "social", "legal_service", "other_org")

# How busy each kind of applicant is: the upper bound of a drawn outcome.
BUSY = {"natural_person": 40, "commercial": 9, "research": 2, "social": 2, "legal_service": 4, "other_org": 1}

COMMON_OUTCOMES = (
    "granted", "partially_granted",
    "denied_state_secret", "denied_other_law", "denied_three_security_one_stability", "denied_third_party",
    "denied_internal_affairs", "denied_process_info", "denied_enforcement_file", "denied_admin_inquiry",
    "unable_not_held", "unable_needs_creation", "unable_unclear_after_correction",
    "rejected_petition_complaint", "rejected_duplicate", "rejected_public_publication", "rejected_mass_repeated",
    "rejected_confirm_or_reissue",
)  # fmt: skip
OUTCOMES = {
    "2019": COMMON_OUTCOMES + ("other",),
    "2021": COMMON_OUTCOMES + ("other_no_correction", "other_fee_unpaid", "other_other"),
}
DISPUTES = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
RULINGS = ("upheld", "corrected", "other", "pending")


def form_of(year):
    """The national form that a year's report is written in; "free" before there was one."""
    return "free" if year < 2019 else "2019" if year < 2021 else "2021"


def requests(draw, form, carried_in):
    """Table 3. `carried_in`: applicant → requests left over from the year before."""
    cells = {}
    for applicant in APPLICANTS:
        outcomes = dict.fromkeys(OUTCOMES[form], 0)
        outcomes["granted"] = draw.randint(0, BUSY[applicant])
        for name in draw.sample(OUTCOMES[form], 5):
            outcomes[name] += draw.randint(0, BUSY[applicant] // 3)
        carried_out = draw.randint(0, BUSY[applicant] // 8)
        new = sum(outcomes.values()) + carried_out - carried_in[applicant]
        if new < 0:  # More was left over than was dealt with: it was dealt with after all.
            outcomes["granted"] -= new
            new = 0
        column = {"new_received": new, "carried_in": carried_in[applicant], **outcomes}
        column |= {"total_processed": sum(outcomes.values()), "carried_out": carried_out}
        for row, value in column.items():
            cells[f"requests.{row}.{applicant}"] = value
    for row in ("new_received", "carried_in", *OUTCOMES[form], "total_processed", "carried_out"):
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{applicant}"] for applicant in APPLICANTS)
    return cells


def disputes(draw):
    """Table 4."""
    cells = {}
    for group in DISPUTES:
        values = [draw.choice((0, 0, 0, 1, 2, 5)) for _ in RULINGS]
        cells |= {f"{group}.{ruling}": value for ruling, value in zip(RULINGS, values)}
        cells[f"{group}.total"] = sum(values)
    return cells


def disclosure_2019(draw, before):
    """Table 2 of the form of 2019."""
    cells = {}
    for kind in ("regulation", "normative_document"):
        made = draw.randint(0, 20) if kind == "normative_document" else draw.randint(0, 1)
        known = before.get(f"disclosure.{kind}.total_disclosed", draw.randint(20, 300))
        cells |= {f"disclosure.{kind}.made": made, f"disclosure.{kind}.disclosed": made}
        cells[f"disclosure.{kind}.total_disclosed"] = known + made
    for kind in ("license", "other_service", "penalty", "coercion"):
        stem = f"disclosure.{kind}"
        held = before.get(f"{stem}.items_prev_year", draw.randint(5, 400)) + before.get(f"{stem}.items_delta", 0)
        cells |= {f"{stem}.items_prev_year": held, f"{stem}.items_delta": draw.choice((0, 2, 7, -1, -3))}
        cells[f"{stem}.decisions"] = draw.randint(1000, 9000)  # Far from items_prev_year + items_delta: not a misread column.
    cells["disclosure.fee.items_prev_year"] = before.get("disclosure.fee.items_prev_year", draw.randint(0, 9))
    cells["disclosure.fee.items_delta"] = 0
    cells["disclosure.procurement.items"] = draw.randint(1, 60)
    cells["disclosure.procurement.amount"] = Decimal(draw.randint(1000, 30_000_000)) / 10_000
    return cells


def disclosure_2021(draw, before):
    """Table 2 of the form of 2021: what is in force follows from the year before."""
    cells = {}
    for kind in ("regulation", "normative_document"):
        issued, repealed = draw.randint(0, 9), draw.randint(0, 4)
        held = before.get(f"disclosure.{kind}.in_force", draw.randint(5, 400))
        cells |= {f"disclosure.{kind}.issued": issued, f"disclosure.{kind}.repealed": repealed}
        cells[f"disclosure.{kind}.in_force"] = held + issued - repealed
    for kind in ("license", "penalty", "coercion"):
        cells[f"disclosure.{kind}.decisions"] = draw.randint(1, 9000)
    cells["disclosure.fee.amount"] = Decimal(draw.randint(1, 9_000_000)) / 10_000
    return cells


def of_agency(agency, years):
    """Year → figures, each year carrying on from the one before. The same name always gives the same figures."""
    draw = random.Random(agency)
    result, before, carried = {}, {}, dict.fromkeys(APPLICANTS, 0)
    for year in sorted(years):
        form = form_of(year)
        if form == "free":
            result[year] = {}
            continue
        disclosed = disclosure_2019(draw, before) if form == "2019" else disclosure_2021(draw, before)
        before = {**disclosed, **requests(draw, form, carried), **disputes(draw)}
        carried = {applicant: before[f"requests.carried_out.{applicant}"] for applicant in APPLICANTS}
        result[year] = before
    return result
