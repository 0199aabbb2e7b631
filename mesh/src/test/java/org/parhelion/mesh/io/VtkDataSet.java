package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A master file and its pieces, read back with the JDK's XML parser and put together; for tests. */
final class VtkDataSet {
    final Element master;
    final int[] whole;

    /** Values by array name, of the whole grid, x running fastest. */
    final Map<String, double[]> cells = new HashMap<>();

    final Map<String, double[]> points = new HashMap<>();
    final Map<String, double[]> coordinates = new HashMap<>();
    final List<int[]> extents = new ArrayList<>();

    VtkDataSet(Path file) throws IOException {
        master = (Element) parse(Files.readAllBytes(file))
                .getElementsByTagName(suffix(file).equals("pvti") ? "PImageData" : "PRectilinearGrid")
                .item(0);
        whole = ints(master.getAttribute("WholeExtent"));
        for (Element piece : all(master, "Piece")) {
            readPiece(file.resolveSibling(piece.getAttribute("Source")), ints(piece.getAttribute("Extent")));
        }
        assertTiled();
    }

    private static String suffix(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Pieces cover every cell once: their cells add up and no two overlap (each cell was set once). */
    private void assertTiled() {
        long covered = extents.stream().mapToLong(e -> count(e, false)).sum();
        assertEquals(count(whole, false), covered, "cells in all pieces");
        for (Map.Entry<String, double[]> array : cells.entrySet()) {
            assertFalse(Arrays.stream(array.getValue()).anyMatch(v -> v == UNSET), array.getKey() + " has gaps");
        }
    }

    private static final double UNSET = -7.7777e77;

    private void readPiece(Path file, int[] extent) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int data = text.indexOf('_', text.indexOf("<AppendedData encoding=\"raw\">")) + 1;
        int end = text.lastIndexOf("\n  </AppendedData>");
        String xml = text.substring(0, data) + text.substring(end);
        Element root = parse(xml.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("UInt64", root.getAttribute("header_type"));
        assertEquals(
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "LittleEndian" : "BigEndian",
                root.getAttribute("byte_order"));
        Element dataSet = all(root, root.getAttribute("type")).get(0);
        assertEquals(List.of(box(extent)), List.of(box(ints(dataSet.getAttribute("WholeExtent")))));
        assertEquals(master.getAttribute("Origin"), dataSet.getAttribute("Origin"));
        assertEquals(master.getAttribute("Spacing"), dataSet.getAttribute("Spacing"));
        extents.add(extent);
        ByteBuffer appended = ByteBuffer.wrap(bytes, data, end - data).slice().order(ByteOrder.nativeOrder());
        boolean packed = root.getAttribute("compressor").equals("vtkZLibDataCompressor");
        int used = 0;
        for (Element array : all(dataSet, "DataArray")) {
            String parent = array.getParentNode().getNodeName();
            if (parent.equals("FieldData")) {
                continue;
            }
            assertEquals("Float64", array.getAttribute("type"));
            appended.position(Integer.parseInt(array.getAttribute("offset")));
            assertEquals(used, appended.position(), "arrays follow one another");
            double[] values = packed ? inflated(appended) : raw(appended);
            used = appended.position();
            place(parent, array.getAttribute("Name"), extent, values);
        }
        assertEquals(end - data, used, "nothing is left over");
    }

    private static List<Integer> box(int[] extent) {
        return Arrays.stream(extent).boxed().toList();
    }

    private void place(String parent, String name, int[] extent, double[] values) {
        if (parent.equals("Coordinates")) {
            int axis = "xyz".indexOf(name);
            int length = whole[2 * axis + 1] - whole[2 * axis] + 1;
            double[] all = coordinates.computeIfAbsent(name, n -> new double[length]);
            assertEquals(extent[2 * axis + 1] - extent[2 * axis] + 1, values.length);
            System.arraycopy(values, 0, all, extent[2 * axis], values.length);
            return;
        }
        boolean atPoints = parent.equals("PointData");
        assertEquals(count(extent, atPoints), values.length, name);
        double[] all = (atPoints ? points : cells).computeIfAbsent(name, n -> {
            double[] unset = new double[(int) count(whole, atPoints)];
            Arrays.fill(unset, UNSET);
            return unset;
        });
        int n = 0;
        for (int k = extent[4]; k <= last(extent, 2, atPoints); k++) {
            for (int j = extent[2]; j <= last(extent, 1, atPoints); j++) {
                for (int i = extent[0]; i <= last(extent, 0, atPoints); i++) {
                    int at = (k * size(whole, 1, atPoints) + j) * size(whole, 0, atPoints) + i;
                    assertTrue(
                            all[at] == UNSET || (atPoints && all[at] == values[n]),
                            name + " at " + i + "," + j + "," + k + " is given twice");
                    all[at] = values[n++];
                }
            }
        }
    }

    private static int last(int[] extent, int axis, boolean atPoints) {
        return extent[2 * axis] + size(extent, axis, atPoints) - 1;
    }

    /** Points along an axis, or cells: one less, but one on an axis that is a single point thick. */
    private static int size(int[] extent, int axis, boolean atPoints) {
        int steps = extent[2 * axis + 1] - extent[2 * axis];
        return atPoints ? steps + 1 : Math.max(1, steps);
    }

    private static long count(int[] extent, boolean atPoints) {
        return (long) size(extent, 0, atPoints) * size(extent, 1, atPoints) * size(extent, 2, atPoints);
    }

    private static double[] raw(ByteBuffer in) {
        int bytes = Math.toIntExact(in.getLong());
        double[] values = new double[bytes / 8];
        in.slice().order(ByteOrder.nativeOrder()).asDoubleBuffer().get(values);
        in.position(in.position() + bytes);
        return values;
    }

    private static double[] inflated(ByteBuffer in) {
        int blocks = Math.toIntExact(in.getLong());
        int blockSize = Math.toIntExact(in.getLong());
        int lastSize = Math.toIntExact(in.getLong());
        int[] sizes = new int[blocks];
        Arrays.setAll(sizes, b -> Math.toIntExact(in.getLong()));
        int total = blocks * blockSize - (lastSize == 0 ? 0 : blockSize - lastSize);
        byte[] all = new byte[total];
        for (int b = 0; b < blocks; b++) {
            int length = b == blocks - 1 && lastSize != 0 ? lastSize : blockSize;
            Inflater inflater = new Inflater();
            inflater.setInput(in.slice().limit(sizes[b]));
            try {
                assertEquals(length, inflater.inflate(all, b * blockSize, length));
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            } finally {
                inflater.end();
            }
            in.position(in.position() + sizes[b]);
        }
        double[] values = new double[total / 8];
        ByteBuffer.wrap(all).order(ByteOrder.nativeOrder()).asDoubleBuffer().get(values);
        return values;
    }

    static Element parse(byte[] xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(new String(xml, StandardCharsets.UTF_8), e);
        }
    }

    static List<Element> all(Element within, String tag) {
        NodeList nodes = within.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int n = 0; n < nodes.getLength(); n++) {
            elements.add((Element) nodes.item(n));
        }
        return elements;
    }

    private static int[] ints(String text) {
        assertNotNull(text);
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
