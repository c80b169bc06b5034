package dev.nightshift.cost;

import dev.nightshift.pricing.Lane;
import java.time.LocalDate;

/**
 * What was paid on a day for one task, by one model, in one lane.
 *
 * @param day on which it was counted, by UTC: that on which the work ended
 * @param task name and version
 */
public record CostLine(LocalDate day, String task, String model, Lane lane, Spent spent) {}
