package org.parhelion.mesh.io;

import org.parhelion.mpi.CommFile;
import org.parhelion.mpi.MpiException;

/**
 * Sets the disk to work while a file is still being written: each time so many bytes have been handed to the system, a thread
 * forces them out. A failure there is kept and told at the end: the system tells of a page that it could not write but once, so
 * that the last force of the file would know nothing of it.
 */
final class EarlyForce implements AutoCloseable {
    private final CommFile file;
    private final long portion;
    private long waiting;
    private Thread thread;
    private volatile MpiException failure;

    EarlyForce(CommFile file, long portion) {
        this.file = file;
        this.portion = portion;
    }

    /** So many bytes more have been written. */
    void written(int bytes) {
        waiting += bytes;
        if (waiting >= portion && (thread == null || !thread.isAlive())) {
            waiting = 0;
            thread = new Thread(this::force, "early force");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void force() {
        try {
            file.force();
        } catch (MpiException failed) {
            failure = failed;
        }
    }

    /**
     * Waits for what is under way.
     *
     * @throws MpiException something could not be forced to the disk
     */
    @Override
    public void close() {
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
