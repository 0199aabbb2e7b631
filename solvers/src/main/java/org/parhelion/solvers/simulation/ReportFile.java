package org.parhelion.solvers.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.parhelion.mesh.io.AtomicFile;
import org.parhelion.mpi.profile.ProfileReport;

/** A run's report as JSON, written aside and renamed, so that a reader never sees half of it. */
final class ReportFile {
    private ReportFile() {}

    static void write(Path file, RunReport report) throws IOException {
        write(file, report, Optional.empty());
    }

    static String json(RunReport report) throws IOException {
        return json(report, Optional.empty());
    }

    /** @param profile where the time went, if that was asked for */
    static void write(Path file, RunReport report, Optional<ProfileReport> profile) throws IOException {
        AtomicFile.writeText(file, json(report, profile));
    }

    static String json(RunReport report, Optional<ProfileReport> profile) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            writeCommon(json, report.common());
            if (report.stepping().isPresent()) {
                RunReport.Stepping stepping = report.stepping().get();
                json.writeStringField("scheme", stepping.scheme());
                json.writeNumberField("steps", stepping.steps());
                json.writeNumberField("rejected_steps", stepping.rejected());
                json.writeNumberField("time", stepping.time());
                json.writeNumberField("dt", stepping.dt());
                if (stepping.restartedAt() > 0) {
                    json.writeNumberField("restarted_at_step", stepping.restartedAt());
                }
                json.writeNumberField("cell_updates_per_second", report.cellUpdatesPerSecond());
            }
            json.writeNumberField("wall_seconds", report.common().wallSeconds());
            json.writeObjectFieldStart("regions");
            writeRegions(json, report.common().regions());
            json.writeEndObject();
            if (report.solver().isPresent()) {
                writeSolver(json, report.solver().get());
            }
            if (report.error().isPresent()) {
                json.writeObjectFieldStart("error");
                json.writeNumberField("max", report.error().get().max());
                json.writeNumberField("l2", report.error().get().l2());
                json.writeEndObject();
            }
            writeFields(json, report);
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            if (profile.isPresent()) {
                ProfileJson.write(json, profile.get());
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void writeCommon(JsonGenerator json, RunReport.Common common) throws IOException {
        json.writeStringField("case", common.name());
        json.writeStringField("title", common.title());
        json.writeNumberField("ranks", common.ranks());
        json.writeStringField("transport", common.transport());
        json.writeObjectFieldStart("versions");
        for (Map.Entry<String, String> version :
                Versions.all(common.transport()).entrySet()) {
            json.writeStringField(version.getKey(), version.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("grid");
        for (int cells : common.grid()) {
            json.writeNumber(cells);
        }
        json.writeEndArray();
    }

    private static void writeSolver(JsonGenerator json, SolverReport solver) throws IOException {
        json.writeObjectFieldStart("solver");
        json.writeStringField("method", solver.method());
        json.writeStringField("preconditioner", solver.preconditioner());
        json.writeBooleanField("converged", solver.isConverged());
        if (!solver.isConverged()) {
            json.writeStringField("reason", solver.reason());
        }
        json.writeNumberField("solves", solver.solves());
        json.writeNumberField("iterations", solver.iterations());
        json.writeNumberField("most_iterations", solver.most());
        json.writeNumberField("relative_residual", solver.residual());
        json.writeNumberField("setup_seconds", solver.setupSeconds());
        json.writeNumberField("solve_seconds", solver.seconds());
        json.writeEndObject();
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
