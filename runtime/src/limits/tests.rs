use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// The bucket of the documentation, at the portal.
struct Portal {
    level: f64,
    at: Instant,
    depth: f64,
    rate: f64,
}

impl Portal {
    fn new(depth: f64, rate: f64) -> Self {
        Self { level: 0.0, at: Instant::now(), depth, rate }
    }

    fn takes(&mut self) -> bool {
        let now = Instant::now();
        self.level = (self.level - (now - self.at).as_secs_f64() * self.rate).max(0.0);
        self.at = now;
        if self.level >= self.depth {
            return false;
        }
        self.level += 1.0;
        true
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_only_awaits_is_never_refused_and_loses_little() {
    let limiter = Limiter::new(Limits::STANDARD);
    let mut portal = Portal::new(50.0, 2.0);
    let begin = Instant::now();
    for _ in 0..400 {
        limiter.turn().await;
        assert!(portal.takes());
    }
    let least = (400.0 - 50.0) / 2.0;
    let took = begin.elapsed().as_secs_f64();
    assert!(took < least * 1.05, "{took} s, at least {least} s");
}

#[tokio::test(start_paused = true)]
async fn first_come_first_served_and_who_gives_up_takes_nothing() {
    let limiter = Arc::new(Limiter::new(Limits::new(4, 1.0)));
    limiter.turn().await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = (0..6)
        .map(|i| {
            let (limiter, order) = (Arc::clone(&limiter), Arc::clone(&order));
            tokio::spawn(async move {
                limiter.turn().await;
                order.lock().unwrap().push((i, Instant::now()));
            })
        })
        .collect();
    tokio::time::sleep(SECOND / 2).await;
    assert_eq!(limiter.read().waiting, 6);
    // One that waits for its time, and one that waits for its place.
    tasks[0].abort();
    tasks[3].abort();
    let begin = Instant::now();
    tokio::time::sleep(SECOND * 10).await;
    let order = order.lock().unwrap();
    assert_eq!(order.iter().map(|(i, _)| *i).collect::<Vec<_>>(), [1, 2, 4, 5]);
    assert!(order[3].1 - begin <= SECOND * 4, "the places of those who gave up are free");
    assert_eq!(limiter.read().waiting, 0);
}

#[tokio::test(start_paused = true)]
async fn refusals_fill_the_bucket_and_repeated_ones_slow_it_down() {
    let limiter = Limiter::new(Limits::STANDARD);
    let sent = Instant::now();
    tokio::time::sleep(SECOND).await;
    limiter.refused(sent);
    limiter.refused(sent);
    let state = limiter.read();
    assert_eq!((state.level, state.per_second), (state.depth, 2.0));
    let begin = Instant::now();
    limiter.turn().await;
    assert!(begin.elapsed() >= SECOND / 2);
    limiter.refused(Instant::now());
    let slow = limiter.read().per_second;
    assert!(slow < 2.0);
    for _ in 0..100 {
        limiter.passed();
    }
    assert!((limiter.read().per_second - 2.0).abs() < 1e-9);
    for _ in 0..100 {
        tokio::time::sleep(SECOND).await;
        limiter.refused(Instant::now());
    }
    assert!(limiter.read().per_second >= 0.2, "never to a halt");
}

#[tokio::test(start_paused = true)]
async fn a_method_is_put_off_as_its_time_runs_out_and_no_other() {
    let limiter = Limiter::new(Limits::NONE);
    let time = |operating, resets_in: i64| Time {
        finish: Some(1_000.0),
        operating: Some(operating),
        operating_reset_at: Some(1_000 + resets_in),
        ..Time::default()
    };
    let pause = |method: &'static str| limiter.pause(&[method.into()]).map_or(Duration::ZERO, |(wait, _)| wait);
    limiter.observe("a", &time(300.0, 40));
    assert_eq!(pause("a"), Duration::ZERO);
    limiter.observe("a", &time(432.0, 40));
    assert_eq!(pause("a"), SECOND * 20);
    limiter.observe("a", &time(500.0, 40));
    assert_eq!((pause("a"), pause("b")), (SECOND * 40, Duration::ZERO));
    assert_eq!(limiter.pause(&["b".into(), "a".into()]), Some((SECOND * 40, "a")), "a batch with it");
    tokio::time::sleep(SECOND * 41).await;
    assert_eq!(pause("a"), Duration::ZERO);
    // Refused, and nobody told for how long.
    limiter.blocked("b");
    assert_eq!(pause("b"), SECOND * 60);
    let state = limiter.read();
    assert!(state.methods[1].blocked && !state.methods[0].blocked);
    // The counters may be absent.
    limiter.observe("c", &Time::default());
    assert_eq!(limiter.read().methods.len(), 2);
}

#[test]
fn clients_of_one_portal_share_a_limiter() {
    let one = Limiter::of("share.example", None);
    let other = Limiter::of("share.example", Some(Limits::ENTERPRISE));
    assert!(Arc::ptr_eq(&one, &other));
    assert_eq!(one.state().bucket.read(Instant::now()).0.to_bits(), 0.0_f64.to_bits());
    assert!(!Arc::ptr_eq(&one, &Limiter::of("other.example", None)));
}
