package org.parhelion.solvers.simulation;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code parhelion info FILE}: what a case file, a report, a checkpoint, a picture or a VTK file holds. */
final class InfoCommand implements Command {
    private static final Pattern DATA_SET = Pattern.compile("type=\"(\\w+)\"");
    private static final Pattern EXTENT = Pattern.compile("WholeExtent=\"([^\"]*)\"");
    private static final Pattern ARRAY = Pattern.compile("<P?DataArray[^>]*type=\"(\\w+)\"[^>]*Name=\"([^\"]*)\"");
    private static final Pattern TIME = Pattern.compile("<DataSet timestep=\"([^\"]*)\"");
    private static final int HEADER_BYTES = 1 << 16;
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;

    @Override
    public String name() {
        return "info";
    }

    @Override
    public String summary() {
        return "describes a case file, a report, a checkpoint, a picture or a VTK file";
    }

    @Override
    public String operands() {
        return "FILE …";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (arguments.operands().isEmpty()) {
            throw new InputException("info: no file given");
        }
        for (String name : arguments.operands()) {
            System.out.print(describe(Path.of(name)));
        }
        return ExitCode.DONE;
    }

    static String describe(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + (Files.exists(file) ? " is no regular file" : ": no such file"));
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".png")) {
            return picture(file);
        } else if (name.matches(".*\\.(p?vt[ir]|pvd)")) {
            return vtk(file);
        } else if (name.endsWith(".checkpoint")) {
            return CheckpointDescription.of(file);
        } else if (name.endsWith(".json")) {
            return report(file);
        } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            CaseFile parsed = CaseFile.read(file, List.of());
            return OneRank.call(world -> CaseDescription.of(CaseModel.build(parsed, world), 1));
        }
        throw new InputException(
                file + ": info knows .yaml, .json, .checkpoint, .png, .vti, .vtr, .pvti, .pvtr and .pvd files");
    }

    private static String picture(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readLong() != PNG_SIGNATURE) {
                throw new InputException(file + " is no PNG picture");
            }
            in.readLong();
            int width = in.readInt();
            int height = in.readInt();
            return file + ": PNG picture, " + width + " × " + height + " pixels, "
                    + NumberText.bytes((double) Files.size(file)) + "\n";
        }
    }

    private static String vtk(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
        }
        if (!head.contains("<VTKFile")) {
            throw new InputException(file + " is no VTK XML file");
        }
        StringBuilder text = new StringBuilder(file + ": VTK " + first(DATA_SET, head, "file"));
        Matcher time = TIME.matcher(head);
        if (time.find()) {
            String earliest = time.group(1);
            String latest = earliest;
            int count = 1;
            while (time.find()) {
                latest = time.group(1);
                count++;
            }
            return text.append(" of " + count + " times from " + earliest + " to " + latest + "\n")
                    .toString();
        }
        text.append(", point extent ").append(first(EXTENT, head, "unknown"));
        Matcher array = ARRAY.matcher(head);
        while (array.find()) {
            text.append("\n  ")
                    .append(array.group(2))
                    .append(" (")
                    .append(array.group(1))
                    .append(')');
        }
        return text.append('\n').toString();
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    /** JSON is YAML, so that a case file's reader reads reports too. */
    private static String report(Path file) {
        CaseNode.Mapping report = CaseReader.readCase(CaseReader.load(file));
        if (report.get("case") == null || !(report.get("fields") instanceof CaseNode.Mapping fields)) {
            throw new InputException(file + " is no report of a run");
        }
        StringBuilder text = new StringBuilder(file + ": report of " + text(report, "case"));
        if (report.get("steps") != null) {
            text.append(": ")
                    .append(text(report, "steps"))
                    .append(" steps to t = ")
                    .append(text(report, "time"));
        } else {
            text.append(": solved");
        }
        text.append(" on ").append(text(report, "ranks")).append(" ranks (").append(text(report, "transport"));
        text.append("), ").append(text(report, "wall_seconds")).append(" s\n");
        if (report.get("solver") instanceof CaseNode.Mapping solver) {
            text.append("  ").append(text(solver, "method")).append(" with preconditioner ");
            text.append(text(solver, "preconditioner")).append(": ").append(text(solver, "iterations"));
            text.append(" iterations, relative residual ").append(text(solver, "relative_residual"));
            text.append(text(solver, "converged").equals("true") ? "\n" : ", did NOT converge\n");
        }
        for (Map.Entry<String, CaseNode.Entry> field : fields.entries().entrySet()) {
            if (field.getValue().value() instanceof CaseNode.Mapping facts) {
                text.append("  ").append(field.getKey()).append(": min ").append(text(facts, "min"));
                text.append(", mean ")
                        .append(text(facts, "mean"))
                        .append(", max ")
                        .append(text(facts, "max"));
                text.append(", bits ").append(text(facts, "bits")).append('\n');
            }
        }
        return text.toString();
    }

    private static String text(CaseNode.Mapping map, String key) {
        return map.get(key) instanceof CaseNode.Scalar scalar ? scalar.text() : "?";
    }
}
