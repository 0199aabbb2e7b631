package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .pvd} file: which data set belongs to which time. A new time replaces what an earlier run left from that
 * time on, so that a restarted run continues the file and a new one begins it afresh.
 */
final class VtkCollection {
    private static final Pattern ENTRY =
            Pattern.compile("<DataSet timestep=\"([^\"]*)\" part=\"0\" file=\"([^\"]*)\"/>");

    private final Path file;

    VtkCollection(Path file) {
        this.file = file;
    }

    /** Adds a data set; {@code dataSet} is its path as seen from the collection's folder. */
    void add(double time, String dataSet) {
        StringBuilder xml = new StringBuilder(VtkPiece.opening("Collection", false)).append("  <Collection>\n");
        for (String entry : entriesBefore(time, VtkPiece.escaped(dataSet))) {
            xml.append("    ").append(entry).append('\n');
        }
        xml.append("    <DataSet timestep=\"").append(time).append("\" part=\"0\" file=\"");
        xml.append(VtkPiece.escaped(dataSet)).append("\"/>\n  </Collection>\n</VTKFile>\n");
        AtomicFile.writeText(file, xml.toString());
    }

    private List<String> entriesBefore(double time, String dataSet) {
        List<String> entries = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return entries;
        }
        try {
            Matcher entry = ENTRY.matcher(Files.readString(file));
            while (entry.find()) {
                if (isBefore(entry.group(1), time) && !entry.group(2).equals(dataSet)) {
                    entries.add(entry.group());
                }
            }
        } catch (IOException unreadable) {
            entries.clear(); // no text of ours: begun afresh
        }
        return entries;
    }

    private static boolean isBefore(String timestep, double time) {
        try {
            return Double.parseDouble(timestep) < time;
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }
}
