package org.parhelion.solvers.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.parhelion.mesh.io.AtomicFile;

/** A run's report as JSON, written aside and renamed, so that a reader never sees half of it. */
final class ReportFile {
    private ReportFile() {}

    static void write(Path file, RunReport report) throws IOException {
        AtomicFile.writeText(file, json(report));
    }

    static String json(RunReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("case", report.name());
            json.writeStringField("title", report.title());
            json.writeNumberField("ranks", report.ranks());
            json.writeStringField("transport", report.transport());
            json.writeObjectFieldStart("versions");
            for (Map.Entry<String, String> version :
                    Versions.all(report.transport()).entrySet()) {
                json.writeStringField(version.getKey(), version.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("grid");
            for (int cells : report.grid()) {
                json.writeNumber(cells);
            }
            json.writeEndArray();
            json.writeStringField("scheme", report.scheme());
            json.writeNumberField("steps", report.steps());
            json.writeNumberField("rejected_steps", report.rejected());
            json.writeNumberField("time", report.time());
            json.writeNumberField("dt", report.dt());
            json.writeNumberField("wall_seconds", report.wallSeconds());
            json.writeNumberField("cell_updates_per_second", report.cellUpdatesPerSecond());
            json.writeObjectFieldStart("regions");
            writeRegions(json, report.regions());
            json.writeEndObject();
            writeFields(json, report);
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void writeRegions(JsonGenerator json, Map<String, Regions.Spread> regions) throws IOException {
        for (Map.Entry<String, Regions.Spread> entry : regions.entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            json.writeNumberField("min", entry.getValue().min());
            json.writeNumberField("mean", entry.getValue().mean());
            json.writeNumberField("max", entry.getValue().max());
            if (!entry.getValue().parts().isEmpty()) {
                json.writeObjectFieldStart("parts");
                writeRegions(json, entry.getValue().parts());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private static void writeFields(JsonGenerator json, RunReport report) throws IOException {
        json.writeObjectFieldStart("fields");
        for (FieldSummary field : report.fields()) {
            json.writeObjectFieldStart(field.name());
            json.writeNumberField("min", field.min());
            json.writeNumberField("max", field.max());
            json.writeNumberField("mean", field.mean());
            json.writeNumberField("l2", field.l2());
            json.writeNumberField("integral", field.integral());
            json.writeStringField("bits", field.bits());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
