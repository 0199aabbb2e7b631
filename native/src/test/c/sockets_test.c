/* A loopback connection of our own sends at once afterwards; a socket pair, which is no TCP, is left alone. */
#include <jni.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_org_parhelion_mpi_openmpi_PromptSockets_sendAtOnce(JNIEnv *env, jclass type);

static int nodelay(int descriptor) {
    int on = -1;
    socklen_t size = sizeof on;
    return getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &size) == 0 ? on : -1;
}

int main(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    int pair[2];
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0 || bind(listener, (struct sockaddr *)&address, size) != 0
        || listen(listener, 1) != 0 || getsockname(listener, (struct sockaddr *)&address, &size) != 0
        || connect(client, (struct sockaddr *)&address, size) != 0) {
        perror("loopback");
        return 1;
    }
    int server = accept(listener, NULL, NULL);
    int before = nodelay(client);
    int count = Java_org_parhelion_mpi_openmpi_PromptSockets_sendAtOnce(NULL, NULL);
    printf("TCP_NODELAY before %d, after %d and %d, connections %d\n", before, nodelay(client), nodelay(server), count);
    int passed = before == 0 && nodelay(client) == 1 && nodelay(server) == 1 && count == 2;
    return passed ? 0 : 1;
}
