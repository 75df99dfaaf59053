/*
 * Runs a program and makes its reads and writes short: of each read(2), pread64(2) and write(2)
 * that asks for more than MOST bytes the kernel is told MOST. That is what a pipe, a signal or
 * a full disk may do to any of them; who asks again for the rest does not notice. The loader
 * does not ask again, so it begins where the program says what it does about SIGPIPE. usage:
 * short_counts MOST COUNT_FILE PROGRAM ARGUMENT... Ends as the program does; COUNT_FILE takes
 * how many calls were made short. x86-64 only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the registers of a system call are known for x86-64 only"
#endif

static unsigned long made_short;

static void give_up(const char *what)
{
    perror(what);
    exit(125);
}

/* At the entry of a call, where rax is -ENOSYS, the kernel has not looked at its arguments. */
static void shorten(pid_t thread, unsigned long most)
{
    static int own = 0;
    struct user_regs_struct at;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &at) != 0) { return; } /* killed meanwhile */
    own |= at.orig_rax == SYS_rt_sigaction && at.rdi == SIGPIPE;
    const int transfers =
        at.orig_rax == SYS_read || at.orig_rax == SYS_pread64 || at.orig_rax == SYS_write;
    if (!own || !transfers || (long)at.rax != -ENOSYS || at.rdx <= most) { return; }
    at.rdx = most;
    if (ptrace(PTRACE_SETREGS, thread, NULL, &at) != 0) { give_up("PTRACE_SETREGS"); }
    made_short++;
}

static void begin(char **command)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) { give_up("PTRACE_TRACEME"); }
    raise(SIGSTOP);
    execvp(command[0], command);
    give_up(command[0]);
}

/* What the program ended with, after every stop of every thread of it was answered. */
static int follow(pid_t program, unsigned long most)
{
    int ended = 0;
    int state = 0;
    for (pid_t thread = waitpid(-1, &state, __WALL); thread > 0;
         thread = waitpid(-1, &state, __WALL)) {
        if (!WIFSTOPPED(state)) {
            if (thread == program) { ended = state; }
            continue;
        }
        int signal = WSTOPSIG(state);
        if (signal == (SIGTRAP | 0x80)) { shorten(thread, most); }
        if (signal == (SIGTRAP | 0x80) || signal == SIGTRAP || signal == SIGSTOP) {
            signal = 0;
        }
        ptrace(PTRACE_SYSCALL, thread, NULL, signal);
    }
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}

int main(int count, char **arguments)
{
    if (count < 4) { return 125; }
    const unsigned long most = strtoul(arguments[1], NULL, 10);
    const pid_t program = fork();
    if (program < 0) { give_up("fork"); }
    if (program == 0) { begin(arguments + 3); }
    waitpid(program, NULL, 0);
    if (ptrace(PTRACE_SETOPTIONS, program, NULL,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL) != 0 ||
        ptrace(PTRACE_SYSCALL, program, NULL, 0) != 0) {
        give_up("ptrace");
    }
    const int code = follow(program, most);
    FILE *file = fopen(arguments[2], "w");
    if (file == NULL || fprintf(file, "%lu\n", made_short) < 0 || fclose(file) != 0) {
        give_up(arguments[2]);
    }
    return code;
}
