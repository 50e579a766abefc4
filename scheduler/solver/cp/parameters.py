"""Parameters of the search (parameter tuning in the sense of Hoos 2012, "Programming by optimization", CACM 55).

Seconds are the clock's. Effort is the solver's deterministic time: the same on every machine, about a second each
where it was measured. A share is a part of the time that is left, from 0 to 1. Reaches are days.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class SearchParameters:
    """What tunes a search; nothing here changes which plan is right, only how soon a good one is found.

    Raises
    ------
    ValueError
        If one of them is out of its range, with a sentence that names it.

    """

    # -- when time is up, or the user asks to stop
    late_seconds: float = 1.0
    """Past the limit, for confirming what is known; then whatever is running is given up."""
    overrun_seconds: float = 3.0
    """That a first plan may take of the time kept for writing it."""
    unheeded_seconds: float = 0.5
    """For a search that is told to stop, before it is left to end by itself."""
    stopping_seconds: float = 3.0
    """For a first plan, once the user has asked to stop."""

    # -- one run of the solver
    glance_seconds: float = 1.0
    """For the first look with each strategy of the portfolio."""
    start_seconds: float = 2.0
    """For completing a given plan to a solution."""

    # -- negotiated congestion
    clash_units: float = 4.0
    """What a clash costs at first, in units of the tier that matters least."""
    clash_rise: float = 1.2
    """By how much that rises each round."""
    clash_steep_rise: float = 3.0
    """The same after `clash_patience` rounds that were no better."""
    clash_patience: int = 6
    clash_ceiling: float = 0.25
    """What a clash costs at most, in units of the next tier, while prices below that may still do."""
    clash_heat: float = 1.02
    """By how much a clash with a network becomes dearer each time that network is contested."""
    clash_memory: float = 0.15
    """Of what a clash costs, what its days and starts go on costing."""
    clash_rounds: int = 40
    """Rounds that were no better after which negotiation has stalled."""
    report_clashes: float = 4.0
    """What a report that nobody serves costs, in clashes."""

    # -- ejection chains; prices and temperatures in units of the tier that matters least
    chain_moves: int = 14
    """The longest chain."""
    chain_temperature: float = 6.0
    """At first: about what a chain may cost."""
    chain_cold: float = 0.02
    """Of that, what is left at the end."""
    chain_driven_share: float = 0.8
    """Chains that begin with whoever is far above its least; the others with anybody."""
    chain_excess: float = 50.0
    """The furthest above its least that counts."""
    chain_price: float = 0.3
    """What being in the way costs at least, and at most `chain_spread` more."""
    chain_spread: float = 2.7
    chain_layer: float = 0.05
    """How much dearer for each meeting of whoever is in the way."""
    chain_dear: float = 0.5
    """How much dearer for each unit that it has cost of late to eject that body (conflict-based statistics)."""
    chain_hope_share: float = 0.6
    """Of its distance from its least, what a body that is ejected is taken to keep until it is placed."""
    chain_report: float = 2.0
    """What it costs that a body would have to report on other days."""
    chain_noise: float = 0.5
    """Most that is added to days and starts by chance."""
    chain_noisy_share: float = 0.6
    """Chains in which it is."""
    chain_pooled_share: float = 0.1
    """Chains that begin with a year found elsewhere, while there are any."""
    chain_unbound_share: float = 0.4
    """Chains in which a report is no hindrance: whoever has it made to them moves as well."""
    # -- dense stretches
    dense_effort: float = 20.0
    """For placing all that is contested at once, all tries together."""
    dense_seconds: float = 60.0
    """The most for it."""
    dense_cuts: int = 30
    """How often days that cannot be housed are cut off."""

    # -- construction
    insertion_effort: float = 0.3
    """For each tier of an insertion near an even spread; where that fails it may have all the time."""
    restarts: int = 5
    """Constructions, each with whoever found no place put first."""

    # -- relax and fix
    block_share: float = 0.5
    """For one search of a block."""

    # -- search over patterns
    chain_steps: int = 2_500
    """Ejection chains of the first annealing; what was found is looked at after each, and each has twice as many."""
    most_chain_steps: int = 40_000
    idle_restarts: int = 6
    """Restarts in vain after which the search ends, where no bound is being sought any more."""
    dates_share: float = 0.7
    """For better dates, before rooms are looked at where they stand."""

    # -- large neighbourhood search
    near_reach: int = 16
    """How far meetings may move from where they are, or would be best, at first."""
    far_reach: int = 30
    """How far after `near_tries` in vain."""
    near_tries: int = 2
    """Tries in vain after which others than those in the way are destroyed too."""
    tries: int = 5
    """Tries in vain after which subproblems are merged, or left where they are."""
    conflict_weight: int = 3
    """How much more a meeting that was once in the way is shunned."""
    neighbourhood_meetings: int = 80
    """The largest neighbourhood."""
    joint_neighbours: int = 3
    """Of one block, those it is placed anew with for the sake of wishes of several bodies."""
    repair_seconds: float = 20.0
    """At most, for one search, on a machine so slow that its effort takes so long."""
    least_effort: float = 0.3
    repair_effort: float = 2.0
    bound_effort: float = 8.0
    last_bound_effort: float = 40.0
    """For bounds of the subproblems that are still open at the end."""
    workers: int = 2
    """Bounds that are looked for at once."""

    # -- dates moved for the sake of rooms
    room_heat: float = 8.0
    """Pounds by which a step may make rooms dearer at first: on the average those that are taken all the same."""
    room_noise: float = 2.0
    """Pounds that chance adds to what a node costs, at most."""
    room_alone_share: float = 0.3
    """Steps in which a year is placed as if others' rooms were free, and those who have them are placed anew."""
    room_ejections: int = 6
    """The most of these."""
    room_steps: int = 100
    """Steps of one run, from hot to cold."""
    room_year_nodes: int = 40_000
    """The most nodes of years in rooms, all together, that are bounded by branch and price."""
    room_set_rooms: int = 6
    """The most rooms of one body of which every set is priced; of more, a change of room costs nothing."""
    rooms_compiled_after: int = 200
    """Years in rooms that are priced before compiled code, loaded by then for dates, does the rest."""
    room_runs: int = 4
    """Runs in vain after which it ends."""

    # -- column generation and branching
    price_smoothing: float = 0.6
    """How much of the prices of a round is those of the best bound so far: from 0 to below 1."""
    compiled_after: int = 4000
    """Years that are priced before compiled code is loaded for the rest: some seconds of numpy."""
    strong_branches: int = 4
    """Choices that are tried on the linear program before one is branched on."""

    # -- the whole model
    whole_meetings: int = 90
    """The largest calendar that is at last given to the solver whole, where that may still prove it best."""
    small_meetings: int = 40
    """The largest calendar without meeting days given to it at once; larger ones are tried by patterns first."""
    tier_share: float = 0.5
    """For one tier of the whole model."""
    enough_seconds: float = 6.0
    """From the start, for the tiers that matter less, once those that matter most are proven."""

    # -- minimal perturbation repair
    perturbation_share: float = 0.5
    """For the least change that puts a meeting on a day."""
    equal_share: float = 0.25
    """For the best of several changes that are as small, and for a part that may show at once that there is none."""
    impossible_effort: float = 1.0
    """For that part."""
    part_meetings: int = 250
    """The largest part of a calendar in which the least change is proven."""
    part_effort: float = 0.5
    """For one search in a part of a calendar that is small enough for the whole model."""
    perturbation_reach: int = 45
    """How far others are moved, where that is enough: a far smaller model."""

    # -- seats and viability
    tiers_share: float = 0.5
    """Of the time, where units of one tier are exchanged for some of the next: for each tier by itself."""
    part_seconds: float = 5.0
    """For the seats of one part of a calendar made by hand: a day, where no rule looks further."""
    failing_share: float = 0.25
    """For having the fewest bodies fail, where not all can sit at once."""
    viability_share: float = 0.4
    """For each of the conflict sets, the nominations, and the seats they give."""
    slots_share: float = 0.8
    """For session slots, all their numbers together."""
    number_share: float = 0.4
    """For one number of slots."""
    most_slots_share: float = 0.2
    """Of the time for session slots, what is kept for a slot for each body, found at once if that is possible."""
    partitions: int = 12
    """Ways to part the bodies among so many slots of which it is seen whether they end in time, rooms and all."""
    stretches: int = 60
    """Times between two changes of membership for which viability is answered."""

    # -- explanations: a small part without a plan, a minimal unsatisfiable subset, minimal correction sets
    counted_seconds: float = 30.0
    """For the solver to agree with one count."""
    part_share: float = 0.3
    """For finding a small part without a plan."""
    part_question_share: float = 0.5
    """Of the time for that part, for one question to the solver."""
    part_question_seconds: float = 10.0
    """The most for it."""
    confirmation_share: float = 0.3
    """For confirming that the part has no plan."""
    confirmation_seconds: float = 3.0
    """Kept for confirming what is known, even when time is up."""
    reasons_end_share: float = 0.4
    """Still left when the search for reasons ends, and that for what to give up begins."""
    question_share: float = 0.3
    """For one question, of the time left for the reasons."""
    question_least_seconds: float = 1.0
    question_seconds: float = 15.0
    """The most for it."""
    remedies_end_share: float = 0.2
    """Still left when the search for remedies ends."""
    remedy_share: float = 0.15
    """For a plan that shows that one of them is enough."""
    remedy_seconds: float = 1.0
    """From the start, for the tiers of that plan that matter less, once those that matter most are proven."""
    hitting_set_seconds: float = 5.0
    """For one smallest hitting set of what is known."""
    corrections_end_share: float = 0.3
    """Still left when the search for correction sets ends, where they are still to be checked on the whole calendar."""
    rest_end_share: float = 0.15
    """Still left when the rest of the calendar is first placed."""
    correction_share: float = 0.5
    """For placing some more together with those that give something up."""
    near_even_seconds: float = 3.0
    """For placing each of the rest near an even spread."""
    anywhere_seconds: float = 10.0
    """For placing it anywhere, where that fails."""
    rest_tries: int = 3
    """Orders in which the rest is placed."""

    # -- what a watcher sees
    watch_seconds: float = 1.0
    """Between two looks at the incumbent, at least."""
    watch_pause: int = 10
    """Between two looks, never fewer than so many times what a look takes."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        for field in fields(self):
            wrong = _wrong(field.name, getattr(self, field.name), whole=isinstance(field.default, int))
            if wrong is not None:
                raise ValueError(wrong)
        if self.near_reach > self.far_reach:
            raise ValueError(
                f"near_reach is {self.near_reach} days: it cannot be more than far_reach, {self.far_reach}."
            )


AT_LEAST_ONE = frozenset({"workers", "restarts", "tries", "rest_tries", "strong_branches"})


def _wrong(name: str, value: object, *, whole: bool) -> str | None:
    """Say what is wrong with one parameter."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        return f"{name} is {value!r}: it has to be a number, zero or more."
    if whole and not isinstance(value, int):
        return f"{name} is {value!r}: it has to be a whole number."
    if name.endswith("_share") and not 0 < value <= 1:
        return f"{name} is {value!r}: a share of the time left is above 0 and at most 1."
    return f"{name} is {value}: at least one is needed." if name in AT_LEAST_ONE and value < 1 else None


DEFAULT = SearchParameters()
