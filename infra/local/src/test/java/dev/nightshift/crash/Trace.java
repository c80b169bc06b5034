package dev.nightshift.crash;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the processes that work for one job came by.
 *
 * @param points in order
 * @param next for the end of a call the beginning of the next one, where the process that came by
 *     first had nothing else under way between them. Whether it dies at the one or the other is the
 *     same to everybody else.
 */
record Trace(List<Point> points, Map<Point, Point> next) {

    /** Where a process has come to that dies at a point: there, and maybe to the end of a call. */
    List<Point> at(Point point) {
        return Stream.concat(
                        points.stream().filter(end -> point.equals(next.get(end))),
                        Stream.of(point))
                .toList();
    }

    /** Of points those at which processes are to die so that they die at all of them. */
    List<Point> instants(List<Point> of) {
        Set<Point> all = new HashSet<>(of);
        return of.stream().filter(point -> !all.contains(next.get(point))).toList();
    }
}
