package org.parhelion.solvers.simulation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.parhelion.mpi.profile.ProfileReport;
import org.parhelion.mpi.profile.ProfileReport.Row;
import org.parhelion.mpi.profile.ProfileReport.Spread;
import org.parhelion.mpi.profile.ProfileReport.WaitedFor;

/** The profile in a run's report: regions within regions, waiting, and what the JVM did. */
final class ProfileJson {
    private ProfileJson() {}

    static void write(JsonGenerator json, ProfileReport report) throws IOException {
        json.writeObjectFieldStart("profile");
        json.writeNumberField("seconds", report.seconds());
        json.writeArrayFieldStart("regions");
        writeRegions(json, report.regions(), 0, report.regions().size(), 0);
        json.writeEndArray();
        json.writeObjectFieldStart("in_no_region");
        writeSpread(json, report.other());
        json.writeEndObject();
        writeRow(json, "waiting", report.waiting());
        json.writeArrayFieldStart("waited_for");
        for (WaitedFor waited : report.waitedFor()) {
            json.writeStartObject();
            json.writeNumberField("rank", waited.rank());
            json.writeNumberField("seconds", waited.seconds());
            json.writeNumberField("most_by_rank", waited.most());
            json.writeNumberField("most_seconds", waited.mostSeconds());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeRow(json, "gc_pauses", report.collections());
        json.writeNumberField("longest_gc_pause", report.longestCollection());
        json.writeObjectFieldStart("jit_compilation");
        writeSpread(json, report.compilation());
        json.writeEndObject();
        if (report.safepoints().calls() >= 0) {
            writeRow(json, "safepoints", report.safepoints());
            json.writeNumberField("longest_safepoint", report.longestSafepoint());
        }
        json.writeEndObject();
    }

    /** Those of one depth, each with those within it. */
    private static void writeRegions(JsonGenerator json, List<Row> rows, int from, int to, int depth)
            throws IOException {
        for (int n = from, next; n < to; n = next) {
            next = n + 1;
            while (next < to && rows.get(next).depth() > depth) {
                next++;
            }
            Row row = rows.get(n);
            json.writeStartObject();
            json.writeStringField("name", row.name());
            writeNumbers(json, row);
            json.writeNumberField("messages", row.messages());
            json.writeNumberField("bytes_sent", row.sent());
            if (row.moved() > 0) {
                json.writeNumberField("gigabytes_per_second", row.bandwidth());
            }
            if (next > n + 1) {
                json.writeArrayFieldStart("regions");
                writeRegions(json, rows, n + 1, next, depth + 1);
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    private static void writeRow(JsonGenerator json, String name, Row row) throws IOException {
        json.writeObjectFieldStart(name);
        writeNumbers(json, row);
        json.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator json, Row row) throws IOException {
        json.writeNumberField("calls", row.calls());
        writeSpread(json, row.seconds());
    }

    private static void writeSpread(JsonGenerator json, Spread seconds) throws IOException {
        json.writeNumberField("min", seconds.min());
        json.writeNumberField("mean", seconds.mean());
        json.writeNumberField("max", seconds.max());
        json.writeNumberField("max_on_rank", seconds.rank());
    }
}
