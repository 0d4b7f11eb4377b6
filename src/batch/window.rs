//! Things read, worked on and written side by side: each is written in the order in which it was read, and no more of
//! them are held at a time than fit into the memory allowed.
//!
//! There is no barrier: whoever is free takes the next thing, so a long article holds up neither the reading of those
//! after it nor their extraction, only their writing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::pipeline;

/// How often the writer looks whether it was asked to stop.
const LOOK: Duration = Duration::from_millis(100);

/// What the work may use.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Threads that work; 0 means one per core. Reading and writing have one more each.
    pub threads: usize,
    /// The weight of all things held at a time; a heavier one is held alone.
    pub memory: usize,
    /// Set from outside to stop early: what is in work is still written.
    pub stop: Arc<AtomicBool>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All that was read is written.
    All,
    /// It was asked to stop.
    Stopped,
}

/// Runs `read` on a thread of its own, `work` on as many as allowed and `write` on this one. `read` hands each thing over
/// with its weight, and waits while there is no room; `false` tells it that nothing more is wanted. The first error of
/// `write` ends everything.
pub(super) fn in_order<T: Send + 'static, R: Send + 'static, E: From<Error>>(
    limits: &Limits,
    read: impl FnOnce(&mut dyn FnMut(T, usize) -> bool) + Send + 'static,
    work: impl Fn(T) -> R + Sync,
    mut write: impl FnMut(R) -> Result<(), E>,
) -> Result<End, E> {
    let window = Arc::new(Window::new(limits.memory));
    let feed = Arc::clone(&window);
    // Not waited for: a read from a terminal or a pipe may never return.
    let reading = thread::Builder::new().name(pipeline::QUIET_THREAD.to_owned()).spawn(move || {
        let mut ending = Ending { window: &*feed, by: EndedBy::Panic };
        read(&mut |thing, weight| feed.put(thing, weight));
        ending.by = EndedBy::Reader;
    });
    reading.map_err(Error::threads)?;
    pipeline::beside(
        limits.threads,
        || while window.work_on_one(&work) {},
        || {
            let _always = Ending { window: &*window, by: EndedBy::Writer };
            loop {
                match window.take_written(&limits.stop) {
                    Taken::Results(results) => results.into_iter().try_for_each(&mut write)?,
                    Taken::Nothing(end) => return Ok(end),
                    Taken::Broken => return Err(Error::Internal.into()),
                }
            }
        },
    )
    .map_err(Error::threads)?
}

struct Window<T, R> {
    state: Mutex<State<T, R>>,
    room: Condvar,
    things: Condvar,
    results: Condvar,
    memory: usize,
}

struct State<T, R> {
    /// Read, not yet worked on.
    queue: VecDeque<(u64, usize, T)>,
    /// Worked on, not yet written.
    done: BTreeMap<u64, (usize, R)>,
    /// How many were read, are in work, were taken to be written.
    read: u64,
    working: usize,
    written: u64,
    /// Of all between reading and writing.
    weight: usize,
    ended: Option<EndedBy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EndedBy {
    /// Nothing is left to read.
    Reader,
    /// Nothing more is wanted.
    Writer,
    /// A thread did not come back.
    Panic,
}

enum Taken<R> {
    Results(Vec<R>),
    Nothing(End),
    Broken,
}

impl<T, R> Window<T, R> {
    fn new(memory: usize) -> Self {
        let state = State {
            queue: VecDeque::new(),
            done: BTreeMap::new(),
            read: 0,
            working: 0,
            written: 0,
            weight: 0,
            ended: None,
        };
        let (room, things, results) = (Condvar::new(), Condvar::new(), Condvar::new());
        Self { state: Mutex::new(state), room, things, results, memory }
    }

    fn state(&self) -> MutexGuard<'_, State<T, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room. `false`: nothing more is wanted.
    fn put(&self, thing: T, weight: usize) -> bool {
        let full = |state: &mut State<T, R>| {
            state.ended.is_none() && state.weight > 0 && state.weight.saturating_add(weight) > self.memory
        };
        let mut state = self.room.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        if state.ended.is_some() {
            return false;
        }
        let place = state.read;
        state.read += 1;
        state.weight = state.weight.saturating_add(weight);
        state.queue.push_back((place, weight, thing));
        self.things.notify_one();
        true
    }

    /// Waits for a thing and works on it. `false`: there will be no other.
    fn work_on_one(&self, work: impl Fn(T) -> R) -> bool {
        let nothing = |state: &mut State<T, R>| state.queue.is_empty() && state.ended.is_none();
        let mut state = self.things.wait_while(self.state(), nothing).unwrap_or_else(PoisonError::into_inner);
        if !matches!(state.ended, None | Some(EndedBy::Reader)) {
            return false;
        }
        let Some((place, weight, thing)) = state.queue.pop_front() else { return false };
        state.working += 1;
        drop(state);
        let unwound = Ending { window: self, by: EndedBy::Panic };
        let result = work(thing);
        std::mem::forget(unwound);
        let mut state = self.state();
        state.working -= 1;
        state.done.insert(place, (weight, result));
        if place == state.written || state.ended.is_some() {
            self.results.notify_one();
        }
        true
    }

    /// Waits for the next results in order.
    fn take_written(&self, stop: &AtomicBool) -> Taken<R> {
        let mut state = self.state();
        loop {
            if stop.load(Ordering::Relaxed) && state.ended != Some(EndedBy::Panic) {
                state.ended = Some(EndedBy::Writer);
                self.wake();
            }
            let mut results = Vec::new();
            let mut next = state.written;
            while let Some((weight, result)) = state.done.remove(&next) {
                next += 1;
                state.written = next;
                state.weight -= weight;
                results.push(result);
            }
            if !results.is_empty() {
                self.room.notify_one();
                return Taken::Results(results);
            }
            match state.ended {
                Some(EndedBy::Panic) => return Taken::Broken,
                Some(EndedBy::Reader) if state.written == state.read => return Taken::Nothing(End::All),
                Some(EndedBy::Writer) if state.working == 0 => return Taken::Nothing(End::Stopped),
                _ => {}
            }
            state = self.results.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn wake(&self) {
        self.room.notify_all();
        self.things.notify_all();
        self.results.notify_all();
    }
}

/// Ends the window when it goes, so that no thread waits for one that is gone.
struct Ending<'a, T, R> {
    window: &'a Window<T, R>,
    by: EndedBy,
}

impl<T, R> Drop for Ending<'_, T, R> {
    fn drop(&mut self) {
        let mut state = self.window.state();
        if !matches!(state.ended, Some(EndedBy::Panic | EndedBy::Writer)) {
            state.ended = Some(self.by);
        }
        drop(state);
        self.window.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(threads: usize, memory: usize) -> Limits {
        Limits { threads, memory, stop: Arc::default() }
    }

    /// Work that takes the longer the earlier it comes within ten.
    fn slow(number: u64) -> u64 {
        thread::sleep(Duration::from_micros(300 * (10 - number % 10)));
        number * number
    }

    #[test]
    fn keeps_the_order() {
        for (threads, memory) in [(1, 1), (1, 100), (4, 1), (4, 3), (4, 1000), (0, 10)] {
            let mut written = vec![];
            let end = in_order::<_, _, Error>(
                &limits(threads, memory),
                |send| assert!((0..200).all(|number| send(number, 1))),
                slow,
                |number| {
                    written.push(number);
                    Ok(())
                },
            );
            assert_eq!(end.unwrap(), End::All);
            assert_eq!(written, (0..200).map(|number| number * number).collect::<Vec<u64>>(), "{threads} {memory}");
        }
    }

    #[test]
    fn holds_no_more_than_fits() {
        let held = Arc::new(Mutex::new((0_usize, 0_usize)));
        let reader = Arc::clone(&held);
        let end = in_order::<_, _, Error>(
            &limits(3, 10),
            move |send| {
                for number in 0..100 {
                    // The thing at hand is not yet in the window.
                    assert!(send(number, 3));
                    let mut held = reader.lock().unwrap();
                    held.0 += 1;
                    held.1 = held.1.max(held.0);
                }
            },
            slow,
            |_| {
                held.lock().unwrap().0 -= 1;
                Ok(())
            },
        );
        assert_eq!(end.unwrap(), End::All);
        // Three of weight 3 fit into 10; those just taken to be written, and the one at hand, come on top.
        assert!(held.lock().unwrap().1 <= 8, "{held:?}");
    }

    #[test]
    fn stops_in_order() {
        let limits = limits(3, 50);
        let mut written = vec![];
        let end = in_order::<_, _, Error>(
            &limits,
            |send| while send(7, 1) {},
            slow,
            |number: u64| {
                written.push(number);
                limits.stop.store(written.len() >= 20, Ordering::Relaxed);
                Ok(())
            },
        );
        assert_eq!(end.unwrap(), End::Stopped);
        assert!((20..80).contains(&written.len()), "{}", written.len());
    }

    #[test]
    fn an_error_of_the_writer_ends_it() {
        let mut left = 5;
        let end = in_order(
            &limits(2, 50),
            |send| while send(7, 1) {},
            slow,
            |_| {
                left -= 1;
                if left == 0 { Err(Error::Internal) } else { Ok(()) }
            },
        );
        assert!(matches!(end, Err(Error::Internal)));
    }

    #[test]
    fn a_reader_that_fails_is_no_end() {
        let end = in_order::<_, _, Error>(
            &limits(2, 50),
            |send| {
                send(7, 1);
                std::panic::resume_unwind(Box::new(()));
            },
            slow,
            |_| Ok(()),
        );
        assert!(matches!(end, Err(Error::Internal)));
    }
}
