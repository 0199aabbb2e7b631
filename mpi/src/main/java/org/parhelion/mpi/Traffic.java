package org.parhelion.mpi;

import org.parhelion.mpi.profile.Profile;
import org.parhelion.mpi.spi.Payload;

/** What the operations of one communicator tell the profile of its rank. Where that is off, each call is one look at a flag. */
final class Traffic {
    private final Profile profile;
    private final int[] ranks;
    private final boolean everyone;

    private Traffic(Profile profile, int[] ranks, boolean everyone) {
        this.profile = profile;
        this.ranks = ranks;
        this.everyone = everyone;
    }

    /** Of a communicator of all ranks of the job, in their order. */
    static Traffic ofAll(Profile profile) {
        return new Traffic(profile, null, true);
    }

    /**
     * Of a part of this communicator.
     *
     * @param numbers of the part's ranks in the job; null where that is not known
     */
    Traffic part(int[] numbers) {
        return new Traffic(profile, numbers, false);
    }

    Profile profile() {
        return profile;
    }

    /** Number in the job of a rank of the communicator; −1 for any. */
    int inJob(int rank) {
        return rank < 0 || ranks == null && !everyone ? -1 : ranks == null ? rank : ranks[rank];
    }

    void sends(Payload data) {
        if (profile.isOn()) {
            profile.sends(data.bytes());
        }
    }

    /** An operation with one rank begins; see {@link Profile#waits}. */
    long waits(String operation, int peer, int tag) {
        return profile.isOn() ? profile.waits(operation, inJob(peer), tag) : 0;
    }

    void waited(long since, int peer) {
        if (profile.isOn()) {
            profile.waited(since, inJob(peer));
        }
    }

    /** An operation begins that no rank leaves before all have come. */
    long meets(String operation, Payload sent) {
        if (!profile.isOn()) {
            return 0;
        }
        if (sent != null) {
            profile.sends(sent.bytes());
        }
        return profile.waits(operation, -1, -1);
    }

    void met(long since) {
        if (!profile.isOn()) {
            return;
        }
        if (everyone) {
            profile.met(since);
        } else {
            profile.waited(since, -1);
        }
    }
}
