package org.parhelion.mpi.threads;

import java.nio.Buffer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/** The receiver's end of a message. */
final class ReceiveRequest extends ThreadRequest {
    final long context;
    final int wantedSource;
    final int wantedTag;
    ReceiveRequest next;

    private final String operation;
    private final Group group;
    private int source;
    private int tag;
    private int bytes;

    ReceiveRequest(String operation, Group group, int ownRank, Payload payload, int wantedSource, int wantedTag) {
        super(group.rank(ownRank), payload);
        this.operation = operation;
        this.group = group;
        this.context = group.context();
        this.wantedSource = wantedSource;
        this.wantedTag = wantedTag;
    }

    boolean accepts(long messageContext, int messageSource, int messageTag) {
        return context == messageContext
                && (wantedSource < 0 || wantedSource == messageSource)
                && (wantedTag < 0 || wantedTag == messageTag);
    }

    @Override
    public void start() {
        begin();
        Envelope message = owner.mailbox.matchOrStore(this);
        if (message != null) {
            SendRequest sender = message.sender;
            accept(message.source, message.tag, message.type, message.elements, message.count);
            if (sender != null) {
                sender.complete();
            } else {
                owner.mailbox.recycle(message);
            }
        }
    }

    /** Takes the message's elements; called by the sender or the receiver, whoever came second. */
    void accept(int fromRank, int withTag, ElementType type, Buffer elements, int count) {
        source = fromRank;
        tag = withTag;
        bytes = count * type.bytes();
        if (type != payload.type()) {
            fail("the message from rank " + fromRank + ", tag " + withTag + " holds " + type.javaName()
                    + " but is received as " + payload.type().javaName());
        } else if (count > payload.count()) {
            fail("message truncated: rank " + fromRank + ", tag " + withTag + " sent " + count + " elements but only "
                    + payload.count() + " can be received");
        } else {
            Copy.elements(type, elements, 0, payload.buffer(), 0, count);
            complete();
        }
    }

    @Override
    public String describe() {
        return operation + " from " + Group.peer(wantedSource) + " (" + Group.tag(wantedTag) + ")" + group.words();
    }

    @Override
    public int source() {
        return source;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public int bytes() {
        return bytes;
    }
}
