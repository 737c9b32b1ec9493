/*
 * Who owns a hub's queue, and what counts: the rules of docs/cluster-log.md, for the model checker spin, which looks
 * through every order of events. Machines are killed, and stand still for any time; what they write is lost, comes
 * late, or behind the next owner's opening; an acknowledgement is never heard; the log learns of a fence late.
 *
 * Claimed:
 *   counts     what a machine takes as acknowledged counts in the log, for good
 *   one owner  nobody starts an envelope after the next owner has
 *   patience   nobody fences while the owner has written within the silence
 *
 * bench/run fencing checks them with all rules, and without each of these, which must be found:
 *   NO_AFTER     rule 2   an opening counts wherever it stands
 *   NO_FENCE     rule 3   the brokers go on letting the last owner in
 *   NO_STOP      rule 3   an owner goes on after a write that was not answered
 *   NO_OWN_READ  rule 3a  an owner serves before it has read its own opening
 *   NO_LEASE     rule 5   an owner starts envelopes whatever became of its heartbeats
 *   NO_SENT      rule 5   the lease is counted from when a heartbeat was acknowledged, not from when it was sent
 *   NO_WAIT      rule 5   a new owner starts envelopes at once
 *   NO_SILENCE   rule 5   a standby fences at once
 *   NO_LOOK      rule 5a  a standby that stood still counts that as the owner's silence
 *
 * Simplified: an entry is one record; a reader sees the whole log at once; time is whole ticks; each machine has at most
 * two records on their way. A machine that stands still is a process that does nothing while the clock ticks. Snapshots,
 * clocks that differ and brokers that lose what they have acknowledged are the worlds' (bench/run log-worlds).
 */
#define MACHINES 2
#define LEASE 1
#define WAIT 2
#define SILENCE 2
#define NEVER 3 /* ages go no further */
#ifndef OPENINGS
#define OPENINGS 2
#endif
#ifndef ENTRIES
#define ENTRIES 2
#endif

mtype = { OPENING, ENTRY, BEAT };
mtype:state = { READING, ASKING, OWNING };

/* The log, as everybody reads it: the opening that counted last, the number of its last entry. */
byte opened = 0;
byte number = 0;
/* The newest writer that the log knows of, and that the brokers have let in. */
byte logWriter = 0;
byte newest = 0;
byte openings = 0;
byte entries = 0;
/* Seen from outside: the highest number that somebody took as acknowledged, and the rank of who started an envelope last. */
byte promised = 0;
byte rank = 0;
byte ranks[OPENINGS + 1];
byte started = 0;
byte logAge = NEVER;

typedef Record {
  mtype kind;
  byte writer;
  byte opening; /* its own for an opening, else its owner's */
  byte after;   /* of an opening: the opening behind which it stands */
  byte number;  /* of an entry; of an opening: the number behind which it stands */
  byte age      /* since it was sent */
};

typedef Machine {
  mtype:state state;
  bool news;      /* the log has grown since it looked */
  byte silence;   /* since it has found something new, or has looked in vain */
  byte writer;    /* as which the brokers let it in */
  byte opening;
  byte after;
  byte at;        /* the last number that it knows */
  byte beat;      /* since its last acknowledged heartbeat was sent */
  byte acked;     /* the same, since the acknowledgement came */
  byte waits;     /* since its opening counted */
  bool asks;      /* a write is not answered yet */
  byte turn       /* answers to an earlier life's writes are not heard */
};
Machine m[MACHINES];

/* What is on its way: a record, and whose turn wrote it. */
typedef Post { bool there; byte turn; Record r };
Post post[MACHINES * 2];
/* Answers: taken or refused; counted is known from outside only. */
typedef Answer { bool there; bool taken; bool counted; byte turn; mtype kind; byte age; byte opening; byte number };
Answer answer[MACHINES];

#define older(x) x = (x < NEVER -> x + 1 : x)

inline put(self, what, whose, behind, which) {
  if
  :: !post[2 * self].there -> slot = 2 * self
  :: post[2 * self].there && !post[2 * self + 1].there -> slot = 2 * self + 1
  fi;
  post[slot].there = true;
  post[slot].turn = m[self].turn;
  post[slot].r.kind = what;
  post[slot].r.writer = m[self].writer;
  post[slot].r.opening = whose;
  post[slot].r.after = behind;
  post[slot].r.number = which;
  post[slot].r.age = 0;
  m[self].asks = true
}

inline again(self) { /* all that is not on disk is forgotten */
  m[self].state = READING;
  m[self].asks = false;
  m[self].turn = (m[self].turn + 1) % 4;
  m[self].silence = 0;
  m[self].beat = NEVER;
#ifdef NO_SENT
  m[self].acked = NEVER;
#endif
  m[self].waits = 0;
  m[self].opening = 0;
  m[self].after = 0;
  m[self].at = 0
}

proctype Broker() {
  byte p;
  byte who;
  bool counts;
end:
  do
  :: atomic {
       select (p : 0 .. MACHINES * 2 - 1);
       if :: post[p].there -> skip :: else -> goto next fi;
       who = p / 2;
       post[p].there = false;
       if
       :: goto next /* lost on the way */
       :: skip
       fi;
       if
       :: post[p].r.writer < logWriter -> /* fenced */
          if
          :: !answer[who].there ->
             answer[who].there = true; answer[who].turn = post[p].turn
          :: else -> skip
          fi
       :: else ->
          logWriter = post[p].r.writer;
          counts = false;
          if
          :: post[p].r.kind == OPENING ->
#ifdef NO_AFTER
             if
             :: true ->
#else
             if
             :: post[p].r.after == opened && post[p].r.number == number ->
#endif
                counts = true;
                assert(post[p].r.number >= promised); /* counts */
                opened = post[p].r.opening;
                number = post[p].r.number;
                rank++;
                ranks[opened] = rank
             :: else -> skip
             fi
          :: post[p].r.kind == ENTRY ->
             if
             :: post[p].r.opening == opened && post[p].r.number == number + 1 -> counts = true; number++
             :: else -> skip
             fi
          :: else -> counts = (post[p].r.opening == opened)
          fi;
          logAge = 0;
          m[0].news = true;
          m[1].news = true;
          if
          :: !answer[who].there ->
             answer[who].there = true; answer[who].taken = true; answer[who].counted = counts;
             answer[who].turn = post[p].turn; answer[who].kind = post[p].r.kind; answer[who].age = post[p].r.age;
             answer[who].opening = post[p].r.opening; answer[who].number = post[p].r.number
          :: else -> skip
          fi
       fi;
       post[p].r.kind = 0; post[p].r.writer = 0; post[p].r.opening = 0; post[p].r.after = 0;
       post[p].r.number = 0; post[p].r.age = 0; post[p].turn = 0; counts = false;
next:  p = 0; who = 0
     }
  :: atomic { logWriter < newest -> logWriter = newest } /* the log learns of the fence */
  od
}

proctype Clock() {
  byte i;
end:
  do
  :: d_step {
       i = 0;
       do
       :: i < MACHINES ->
          if
          :: m[i].state == READING -> older(m[i].silence)
          :: m[i].state == OWNING -> older(m[i].beat);
#ifdef NO_SENT
             older(m[i].acked);
#endif
             older(m[i].waits)
          :: else -> skip
          fi;
          if :: answer[i].there && answer[i].kind == BEAT -> older(answer[i].age) :: else -> skip fi;
          i++
       :: else -> break
       od;
       i = 0;
       do
       :: i < MACHINES * 2 -> if :: post[i].there && post[i].r.kind == BEAT -> older(post[i].r.age) :: else -> skip fi; i++
       :: else -> break
       od;
       older(logAge);
       i = 0
     }
  od
}

proctype Runs(byte i) {
  byte slot;
end:
  do
  :: atomic { m[i].state != READING -> again(i) } /* killed, and started again */

  /* It reads: what is there, whoever wrote it. */
  :: atomic { m[i].state == READING && m[i].news -> m[i].news = false; m[i].silence = 0 }

  /* The owner is silent: fence, read to the end, open. */
  :: atomic {
       m[i].state == READING && !m[i].asks && openings < OPENINGS &&
#ifndef NO_SILENCE
         m[i].silence >= SILENCE &&
#endif
#ifndef NO_LOOK
         !m[i].news &&
#endif
         (!post[2 * i].there || !post[2 * i + 1].there) ->
       assert(logAge >= SILENCE); /* patience */
#ifndef NO_FENCE
       newest++;
       m[i].writer = newest;
#endif
       openings++;
       m[i].opening = openings;
       m[i].after = opened;
       m[i].at = number;
       m[i].silence = 0;
       m[i].state = ASKING
     }
  /* Something may come between the reading and the opening. */
  :: atomic {
       m[i].state == ASKING && !m[i].asks && (!post[2 * i].there || !post[2 * i + 1].there) ->
       put(i, OPENING, m[i].opening, m[i].after, m[i].at);
       slot = 0
     }

  /* An answer. */
  :: atomic {
       answer[i].there ->
       if
       :: answer[i].turn != m[i].turn || !m[i].asks -> skip /* of a life before */
       :: else ->
          m[i].asks = false;
          if
          :: !answer[i].taken -> again(i) /* fenced: it steps down */
          :: answer[i].taken && answer[i].kind == OPENING && m[i].state == ASKING ->
#ifndef NO_OWN_READ
             if
             :: opened != m[i].opening -> again(i)
             :: else ->
#else
             if
             :: true ->
#endif
                m[i].state = OWNING;
                m[i].waits = 0
             fi
          :: answer[i].taken && answer[i].kind == ENTRY && m[i].state == OWNING ->
             assert(answer[i].counted); /* counts */
             m[i].at = answer[i].number;
             promised = (m[i].at > promised -> m[i].at : promised)
          :: answer[i].taken && answer[i].kind == BEAT && m[i].state == OWNING ->
             m[i].beat = answer[i].age;
#ifdef NO_SENT
             m[i].acked = 0;
#endif
             skip
          :: else -> skip
          fi
       fi;
       answer[i].there = false; answer[i].taken = false; answer[i].counted = false; answer[i].turn = 0;
       answer[i].kind = 0; answer[i].age = 0; answer[i].opening = 0; answer[i].number = 0
     }
  /* No answer: it stops and finds out. */
  :: atomic {
       m[i].asks && m[i].state != READING ->
#ifdef NO_STOP
       m[i].asks = false
#else
       again(i)
#endif
     }

  /* The owner writes, and starts envelopes. */
  :: atomic {
       m[i].state == OWNING && !m[i].asks && entries < ENTRIES &&
         (!post[2 * i].there || !post[2 * i + 1].there) ->
       entries++;
       put(i, ENTRY, m[i].opening, 0, m[i].at + 1);
       slot = 0
     }
  :: atomic {
       m[i].state == OWNING && !m[i].asks && (!post[2 * i].there || !post[2 * i + 1].there) ->
       put(i, BEAT, m[i].opening, 0, 0);
       slot = 0
     }
  :: atomic {
       m[i].state == OWNING &&
#ifndef NO_LEASE
#ifdef NO_SENT
         m[i].acked <= LEASE &&
#else
         m[i].beat <= LEASE &&
#endif
#endif
#ifndef NO_WAIT
         m[i].waits >= WAIT &&
#endif
         true -> assert(ranks[m[i].opening] >= started); /* one owner */
       started = ranks[m[i].opening]
     }
  od
}

init {
  atomic {
    m[0].state = READING; m[1].state = READING;
    m[0].beat = NEVER; m[1].beat = NEVER;
#ifdef NO_SENT
    m[0].acked = NEVER; m[1].acked = NEVER;
#endif
   
    run Broker(); run Clock(); run Runs(0); run Runs(1)
  }
}
