package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.parhelion.mesh.Axis;

/**
 * One rank's part of a grid as a VTK XML file with appended raw data.
 *
 * <p>Source: VTK File Formats, "XML File Formats"; header type {@code UInt64}, native byte order.
 */
final class VtkPiece implements AtomicFile.Content {
    private final VtkGeometry geometry;
    private final List<VtkArray> arrays;
    private final List<VtkArray> coordinates = new ArrayList<>();
    private final double time;
    private final boolean compressed;

    VtkPiece(VtkGeometry geometry, List<VtkArray> arrays, double time, boolean compressed) {
        this.geometry = geometry;
        this.arrays = arrays;
        this.time = time;
        this.compressed = compressed;
        if (!geometry.isUniform()) {
            for (Axis axis : Axis.values()) {
                coordinates.add(VtkArray.of(axis.label(), geometry.coordinates(axis)));
            }
        }
    }

    /** Attributes of the outermost element, of pieces and masters alike. */
    static String opening(String type, boolean compressed) {
        String order = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "LittleEndian" : "BigEndian";
        String compressor = compressed ? " compressor=\"vtkZLibDataCompressor\"" : "";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<VTKFile type=\"" + type
                + "\" version=\"1.0\" byte_order=\"" + order + "\" header_type=\"UInt64\"" + compressor + ">\n";
    }

    /**
     * XML 1.0, §2.2, but for tabs and ends of lines, which its readers turn into blanks.
     *
     * @throws IllegalArgumentException a name has a character that cannot stand in XML
     */
    static void checkCharacters(String name) {
        int wrong = name.codePoints()
                .filter(c -> c < 0x20 || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff)
                .findFirst()
                .orElse(-1);
        if (wrong >= 0) {
            throw new IllegalArgumentException("the name '"
                    + name.codePoints()
                            .filter(c -> c >= 0x20)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining())
                    + String.format(
                            Locale.ROOT,
                            "' has the character U+%04X, which no VTK file can hold; use letters, digits, - and _",
                            wrong));
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Sizes of compressed arrays are known only after they are written; the offsets are then put in their places. */
    @Override
    public void writeTo(FileChannel channel) throws IOException {
        List<VtkArray> all = new ArrayList<>(arrays);
        all.addAll(coordinates);
        long[] offsets = new long[all.size()];
        int length = header(offsets).length;
        channel.position(length);
        try (VtkData data = VtkData.to(channel, compressed)) {
            for (int n = 0; n < offsets.length; n++) {
                offsets[n] = channel.position() - length;
                data.write(all.get(n));
            }
        }
        put(channel, "\n  </AppendedData>\n</VTKFile>\n".getBytes(StandardCharsets.UTF_8));
        channel.position(0);
        put(channel, header(offsets));
    }

    private static void put(FileChannel channel, byte[] bytes) throws IOException {
        AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes));
    }

    /** Everything up to the first byte of data; as long with any offsets. */
    private byte[] header(long[] offsets) {
        String dataSet = geometry.dataSet();
        String extent = geometry.extent(geometry.grid().communicator().rank());
        StringBuilder xml = new StringBuilder(opening(dataSet, compressed));
        xml.append("  <")
                .append(dataSet)
                .append(" WholeExtent=\"")
                .append(extent)
                .append('"');
        xml.append(geometry.placement()).append(">\n");
        xml.append("    <FieldData>\n      <DataArray type=\"Float64\" Name=\"TimeValue\" NumberOfTuples=\"1\"");
        xml.append(" format=\"ascii\">").append(time).append("</DataArray>\n    </FieldData>\n");
        xml.append("    <Piece Extent=\"").append(extent).append("\">\n");
        for (boolean atPoints : new boolean[] {true, false}) {
            String element = atPoints ? "PointData" : "CellData";
            xml.append("      <").append(element).append(">\n");
            for (int n = 0; n < arrays.size(); n++) {
                if (arrays.get(n).atPoints() == atPoints) {
                    xml.append(dataArray(arrays.get(n), offsets[n]));
                }
            }
            xml.append("      </").append(element).append(">\n");
        }
        if (!coordinates.isEmpty()) {
            xml.append("      <Coordinates>\n");
            for (int n = 0; n < coordinates.size(); n++) {
                xml.append(dataArray(coordinates.get(n), offsets[arrays.size() + n]));
            }
            xml.append("      </Coordinates>\n");
        }
        xml.append("    </Piece>\n  </").append(dataSet).append(">\n  <AppendedData encoding=\"raw\">\n   _");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String dataArray(VtkArray array, long offset) {
        String number = Long.toString(offset);
        String padding = " ".repeat(Long.toString(Long.MAX_VALUE).length() - number.length());
        return "        <DataArray type=\"Float64\" Name=\"" + escaped(array.name())
                + "\" format=\"appended\" offset=\"" + number + "\"" + padding + "/>\n";
    }
}
