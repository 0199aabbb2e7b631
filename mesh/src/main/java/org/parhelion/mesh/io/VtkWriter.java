package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mpi.Communicator;

/**
 * Distributed fields as VTK XML files, for ParaView and VisIt: each rank writes its piece, all at once, and rank 0
 * then a master file and the list of all times,
 *
 * <pre>
 * heat.pvd                                 open this one
 * heat_00000500.pvti
 * heat_00000500/heat_00000500_0.vti  …     one for each rank
 * </pre>
 *
 * <p>Evenly spaced grids become ImageData, stretched ones RectilinearGrid ({@code .pvtr .vtr}). Cell fields are cell
 * data, node fields point data, face fields are averaged to cell data. Values are {@code Float64}.
 */
public final class VtkWriter {
    private final OutputFolder folder;
    private final String name;
    private final boolean compressed;

    /**
     * A series of data sets.
     *
     * @param name first part of all file names
     * @param compressed whether data are compressed with zlib: smaller, but slower to write
     * @throws IllegalArgumentException if the name is no file name
     */
    public VtkWriter(OutputFolder folder, String name, boolean compressed) {
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new IllegalArgumentException("'" + name + "' is no name for a file; use letters, digits, - and _");
        }
        VtkPiece.checkCharacters(name);
        this.folder = folder;
        this.name = name;
        this.compressed = compressed;
    }

    /**
     * Writes fields of one grid; collective. Node and face fields get their ghosts exchanged if these are stale.
     *
     * @return the master file
     * @throws IllegalArgumentException if there is no field, two have one name, one has a name that XML cannot hold, or they
     *     are of different grids
     * @throws OutputException on every rank, if a file cannot be written; a data set of this step written before is
     *     kept
     */
    public Path write(List<Field> fields, long step, double time) {
        return write(fields, step, time, AtomicFile.ON_DISK);
    }

    Path write(List<Field> fields, long step, double time, AtomicFile.Opener opener) {
        check(fields);
        CartesianGrid grid = fields.get(0).grid();
        Communicator communicator = grid.communicator();
        refreshGhosts(fields);
        VtkGeometry geometry = new VtkGeometry(grid);
        String stem = StepName.of(name, step);
        Path master = folder.resolve(stem + geometry.masterSuffix());
        onRankZero(communicator, () -> makeFolder(folder.resolve(stem)));
        List<VtkArray> arrays = fields.stream().map(VtkArray::of).collect(Collectors.toUnmodifiableList());
        Path piece = folder.resolve(pieceName(stem, communicator.rank(), geometry));
        VtkPiece content = new VtkPiece(geometry, arrays, time, compressed);
        commitTogether(communicator, () -> AtomicFile.stage(piece, content, opener));
        onRankZero(communicator, () -> {
            AtomicFile.writeText(master, master(geometry, arrays, stem));
            new VtkCollection(folder.resolve(name + ".pvd")).add(time, stem + geometry.masterSuffix());
            removeForeignPieces(folder.resolve(stem), geometry);
        });
        return master;
    }

    private static void check(List<Field> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("no field to write");
        }
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (field.grid() != fields.get(0).grid()) {
                throw new IllegalArgumentException("fields " + fields.get(0).name() + " and " + field.name()
                        + " are on different grids; write them to files of their own");
            }
            VtkPiece.checkCharacters(field.name());
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("two fields named " + field.name() + " in one file");
            }
        }
    }

    private static void refreshGhosts(List<Field> fields) {
        List<Field> shared =
                fields.stream().filter(f -> f.location() != Location.CELL).toList();
        if (!shared.isEmpty()) {
            try (HaloExchange exchange = HaloExchange.of(shared, true)) {
                exchange.exchange();
            }
        }
    }

    private static void onRankZero(Communicator communicator, Runnable part) {
        Agreement.on(communicator, () -> {
            if (communicator.rank() == 0) {
                part.run();
            }
        });
    }

    /** Pieces take their places only when all of them are on the disk. */
    private static void commitTogether(Communicator communicator, Supplier<AtomicFile> piece) {
        AtomicFile[] staged = new AtomicFile[1];
        try {
            Agreement.on(communicator, () -> staged[0] = piece.get());
        } catch (OutputException failed) {
            if (staged[0] != null) {
                staged[0].discard();
            }
            throw failed;
        }
        Agreement.on(communicator, () -> staged[0].commit());
    }

    private static void makeFolder(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw AtomicFile.explained(path, e);
        }
    }

    private static String pieceName(String stem, int rank, VtkGeometry geometry) {
        return stem + "/" + stem + "_" + rank + geometry.pieceSuffix();
    }

    private String master(VtkGeometry geometry, List<VtkArray> arrays, String stem) {
        String dataSet = "P" + geometry.dataSet();
        StringBuilder xml = new StringBuilder(VtkPiece.opening(dataSet, compressed));
        xml.append("  <").append(dataSet).append(" WholeExtent=\"").append(geometry.wholeExtent());
        xml.append("\" GhostLevel=\"0\"").append(geometry.placement()).append(">\n");
        for (boolean atPoints : new boolean[] {true, false}) {
            String element = atPoints ? "PPointData" : "PCellData";
            xml.append("    <").append(element).append(">\n");
            for (VtkArray array : arrays) {
                if (array.atPoints() == atPoints) {
                    xml.append(dataArray(array.name()));
                }
            }
            xml.append("    </").append(element).append(">\n");
        }
        if (!geometry.isUniform()) {
            xml.append("    <PCoordinates>\n").append(dataArray("x")).append(dataArray("y"));
            xml.append(dataArray("z")).append("    </PCoordinates>\n");
        }
        for (int rank = 0; rank < geometry.grid().communicator().size(); rank++) {
            xml.append("    <Piece Extent=\"").append(geometry.extent(rank)).append("\" Source=\"");
            xml.append(VtkPiece.escaped(pieceName(stem, rank, geometry))).append("\"/>\n");
        }
        return xml.append("  </").append(dataSet).append(">\n</VTKFile>\n").toString();
    }

    private static String dataArray(String name) {
        return "      <PDataArray type=\"Float64\" Name=\"" + VtkPiece.escaped(name) + "\"/>\n";
    }

    /** Removes pieces that an earlier run on more ranks left in the folder of this step. */
    private static void removeForeignPieces(Path pieces, VtkGeometry geometry) {
        int ranks = geometry.grid().communicator().size();
        String stem = pieces.getFileName().toString();
        Set<String> own = new HashSet<>();
        for (int rank = 0; rank < ranks; rank++) {
            own.add(stem + "_" + rank + geometry.pieceSuffix());
        }
        try (Stream<Path> files = Files.list(pieces)) {
            for (Path file : files.toList()) {
                String found = file.getFileName().toString();
                if (!own.contains(found) && found.matches("\\Q" + stem + "\\E_\\d+\\.vt[ir]")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException harmless) {
            // No master names them.
        }
    }
}
