package org.parhelion.mpi;

/** A file that several ranks read and write at once, each at its own offsets ({@code MPI_File}). */
public interface CommFile extends AutoCloseable {
    /** How a file is opened. */
    enum Mode {
        /** Must exist. */
        READ,
        /** Made or emptied. */
        WRITE,
        /** Made if missing, content kept. */
        READ_WRITE
    }

    /** Reads as many elements as {@code data} holds, from that byte on; returns the number of bytes read. */
    long readAt(long byteOffset, Object data);

    /** Writes all of {@code data} from that byte on. */
    void writeAt(long byteOffset, Object data);

    /** What this rank has written is on the disk; of this rank alone, on any thread. */
    void force();

    long size();

    /** Collective: cuts or extends the file. */
    void resize(long bytes);

    /** Collective: what was written is on the disk. */
    void sync();

    /** Collective. */
    @Override
    void close();
}
